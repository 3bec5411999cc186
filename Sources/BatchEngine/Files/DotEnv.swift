package import BatchCore

/// The variables of a `.env` file: `KEY=VALUE` lines, with `#` comments, an optional `export`, and quotes. Values are never
/// printed.
package struct DotEnv: Sendable {
    /// The numbers of the lines that are neither variables nor comments nor blank. Other programs read the same file, so
    /// they are no error.
    package private(set) var ignoredLines: [Int] = []
    private var values: [String: Secret] = [:]

    /// Reads the file at `path`. A missing file has no variables, and neither has a folder: Python's virtual environments
    /// are often in a folder named `.env`.
    package init(path: String) throws(FileError) {
        do throws(FileError) {
            read(try WholeFile.read(path))
        } catch {
            guard error.kind == .missing || error.kind == .folder else { throw error }
        }
    }

    /// Reads the text of such a file.
    package init(text: String) { read(Array(text.utf8)) }

    /// The value of that name; nil if the file does not set it. The last line that sets it counts.
    package subscript(_ name: String) -> Secret? { values[name] }

    private mutating func read(_ bytes: [UInt8]) {
        var splitter = LineSplitter(limit: 1 << 16)
        splitter.feed(bytes)
        splitter.finish()
        while let line = splitter.next() { add(line) }
    }

    private mutating func add(_ line: LineSplitter.Line) {
        switch line {
        case .tooLong(let number, _): ignoredLines.append(number)
        case .text(let number, let bytes):
            var text = Self.trimmed(String(decoding: bytes, as: UTF8.self)[...])
            if text.hasPrefix("#") { return }
            if text.hasPrefix("export"), text.dropFirst(6).first?.isWhitespace == true { text = Self.trimmed(text.dropFirst(6)) }
            guard let equals = text.firstIndex(of: "="), let value = Self.value(Self.trimmed(text[text.index(after: equals)...])),
                EnvironmentVariable.isName(Self.trimmed(text[..<equals]), with: ".-")
            else { return ignoredLines.append(number) }
            values[String(Self.trimmed(text[..<equals]))] = Secret(value)
        }
    }

    /// The value without its quotes; nil if a quote is not closed, or if anything but a comment follows it.
    private static func value(_ text: Substring) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'" else { return unquoted(text) }
        var value = ""
        var index = text.index(after: text.startIndex)
        while index < text.endIndex {
            let character = text[index]
            index = text.index(after: index)
            if character == quote {
                let rest = trimmed(text[index...])
                return rest.isEmpty || rest.hasPrefix("#") ? value : nil
            }
            if character == "\\", quote == "\"", index < text.endIndex {
                value += unescaped(text[index])
                index = text.index(after: index)
            } else {
                value.append(character)
            }
        }
        return nil
    }

    private static func unescaped(_ character: Character) -> String {
        switch character {
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        case "\"", "\\", "$", "`": String(character)
        default: "\\\(character)"
        }
    }

    /// A comment begins at a `#` after a space, so that a key may contain a `#`.
    private static func unquoted(_ text: Substring) -> String {
        var end = text.startIndex
        while end < text.endIndex {
            let isAfterSpace = end == text.startIndex || text[text.index(before: end)].isWhitespace
            if text[end] == "#", isAfterSpace { break }
            end = text.index(after: end)
        }
        return String(trimmed(text[..<end]))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
