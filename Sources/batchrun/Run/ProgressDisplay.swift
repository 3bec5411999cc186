import BatchCore
import BatchEngine
import Dispatch
import Glibc
import Synchronization

/// Shows a run's progress on standard error: live on a terminal, a line now and then elsewhere.
final class ProgressDisplay: Sendable {
    enum Mode: Sendable { case live, lines, json, quiet }

    private struct State {
        var drawn = 0
        var lastLineAt: Instant?
        var isOver = false
        /// Rounds at past moments, from which the present rate is told.
        var samples: [(at: Instant, rounds: Int)] = []
        var warned: Set<RunWarning> = []
    }

    private let mode: Mode
    private let queue = DispatchQueue(label: "batchrun.progress")
    private let timer = Mutex<QueueTimer?>(nil)
    private let state: Protected<State>
    private let clock: any EngineClock
    private let startedAt: Instant
    private let report: @Sendable () -> ProgressReport

    /// - Parameter report: gives the counts; the rate, the time and the situation's hour are filled in here.
    init(mode: Mode, clock: any EngineClock, report: @escaping @Sendable () -> ProgressReport) {
        (self.mode, self.clock, self.report) = (mode, clock, report)
        startedAt = clock.now()
        state = Protected(State())
        guard mode != .quiet else { return }
        let interval: DispatchTimeInterval = mode == .live ? .milliseconds(200) : .seconds(1)
        timer.withLock { timer in
            timer = .repeating(every: interval, leeway: .milliseconds(10), on: queue) { [weak self] in self?.show(report()) }
        }
    }

    /// Ends the display, takes the live lines away, and tells the warnings that nobody was told yet.
    func finish() {
        let warnings = mode == .quiet ? [] : report().warnings
        queue.sync {
            state.with { state in
                state.isOver = true
                if mode == .live { Terminal.write(Self.erase(state.drawn), to: STDERR_FILENO) }
                warn(of: warnings, &state)
            }
        }
        timer.withLock { $0 = nil }
    }

    private func show(_ counted: ProgressReport) {
        let now = clock.now()
        state.with { state in
            guard !state.isOver else { return }
            var report = counted
            (report.now, report.elapsed) = (now, now - startedAt)
            state.samples.append((now, report.counts.rounds))
            state.samples.removeAll { now - $0.at > .seconds(15) }
            if let first = state.samples.first, now > first.at {
                report.rate = Double(report.counts.rounds - first.rounds) / (now - first.at).inSeconds
            }
            if mode == .live { Terminal.write(Self.erase(state.drawn), to: STDERR_FILENO) }
            warn(of: report.warnings, &state)
            switch mode {
            case .live:
                let lines = report.lines(width: Terminal.width, colour: Terminal.hasColour)
                Terminal.write(lines.joined(separator: "\n") + "\n", to: STDERR_FILENO)
                state.drawn = lines.count
            case .lines, .json:
                guard state.lastLineAt.map({ now - $0 >= .seconds(10) }) ?? (now - startedAt >= .seconds(2)) else { return }
                state.lastLineAt = now
                Terminal.error(mode == .json ? report.json : report.line)
            case .quiet: break
            }
        }
    }

    private func warn(of warnings: [RunWarning], _ state: inout State) {
        for warning in warnings where state.warned.insert(warning).inserted {
            Terminal.error(mode == .json ? warning.json : Style.yellow(warning.sentence, if: Terminal.hasColour))
        }
    }

    /// Moves to the first of the lines drawn and clears from there.
    private static func erase(_ lines: Int) -> String { lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J" }
}
