// Output: the command's words, numbers, tables and transcripts, as people and programs read them.

import BatchEngine
import Glibc

/// The two streams of the process. If the reader has closed one, output to it is dropped without an error.
enum Terminal {
    /// Writes a line to standard output.
    static func output(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes a line to standard error.
    static func error(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    static func write(_ text: String, to descriptor: Int32) {
        var bytes = ArraySlice(Array(text.utf8))
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 { bytes = bytes.dropFirst(written) } else if errno != EINTR { return }
        }
    }

    /// Whether standard error is a terminal that can redraw lines.
    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 && Environment.value("TERM") != "dumb" }

    /// Whether colours are wanted: on a terminal, unless NO_COLOR is set (https://no-color.org).
    static var hasColour: Bool { isInteractive && (Environment.value("NO_COLOR") ?? "").isEmpty }

    /// Whether standard output gets colours.
    static var hasColourOutput: Bool { isatty(STDOUT_FILENO) == 1 && (Environment.value("NO_COLOR") ?? "").isEmpty }

    /// The width of the terminal in columns; 80 if it is not known.
    static var width: Int {
        var size = winsize()
        let known = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }
}

/// Styles of text on a terminal.
enum Style: String {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"

    /// `text` in this style if colours are wanted, else unchanged.
    func callAsFunction(_ text: String, if wanted: Bool) -> String { wanted ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text }
}
