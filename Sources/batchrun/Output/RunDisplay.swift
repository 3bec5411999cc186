import BatchCore
import BatchEngine
import Glibc
import Synchronization

/// Shows a run's events and progress on standard error: live on a terminal, and elsewhere as a line at intervals.
final class RunDisplay: Sendable {
    enum Mode: Sendable { case live, lines, json, quiet }

    private struct State {
        /// Lines of progress on the terminal now.
        var drawn = 0
        var lastLineAt: Duration?
        var isOver = false
        var badLines = BadLinePrinter()
    }

    private let mode: Mode
    private let paths: BatchPaths
    private let state = Mutex(State())

    init(mode: Mode, paths: BatchPaths) { (self.mode, self.paths) = (mode, paths) }

    /// Time between two reports of progress that the display wants.
    var interval: Duration { mode == .live ? .milliseconds(200) : .seconds(1) }

    func show(_ progress: BatchProgress) {
        state.withLock { state in
            guard !state.isOver else { return }
            switch mode {
            case .live:
                let lines = progress.lines(width: Terminal.width, colour: Terminal.hasColour)
                Terminal.write(Self.erase(state.drawn) + lines.joined(separator: "\n") + "\n", to: STDERR_FILENO)
                state.drawn = lines.count
            case .lines, .json:
                guard state.lastLineAt.map({ progress.elapsed - $0 >= .seconds(10) }) ?? (progress.elapsed >= .seconds(2)) else { return }
                state.lastLineAt = progress.elapsed
                Terminal.error(mode == .json ? progress.json : progress.line)
            case .quiet: break
            }
        }
    }

    func show(_ event: BatchEvent) {
        state.withLock { state in
            if case .badLine(let remark) = event { return state.badLines.print(remark) }
            state.badLines.end()
            guard let line = line(for: event) else { return }
            if state.drawn > 0 { Terminal.write(Self.erase(state.drawn), to: STDERR_FILENO) }
            state.drawn = 0
            Terminal.error(line)
        }
    }

    /// Ends the display and removes the live lines.
    func finish() {
        state.withLock { state in
            state.isOver = true
            state.badLines.end()
            if mode == .live { Terminal.write(Self.erase(state.drawn), to: STDERR_FILENO) }
            state.drawn = 0
        }
    }

    private func line(for event: BatchEvent) -> String? {
        switch mode {
        case .quiet: nil
        case .json: event.json
        case .live, .lines: event.sentence(paths).map { event.warning != nil ? Style.yellow($0, if: Terminal.hasColour) : $0 }
        }
    }

    /// Moves to the first of the lines drawn and clears from there.
    private static func erase(_ lines: Int) -> String { lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J" }
}
