import BatchCore
import Dispatch
import Glibc

/// A running program with its question, its answer and its time limit. On the runner's queue. It lives until its process is reaped.
///
/// It has ended when the shell has exited and its output is closed: a background process of the shell may still be writing the
/// answer. The shell is reaped last: until then no other process can get its number, so signals reach no other process.
final class RunningProgram {
    private let process: pid_t
    private let options: ProgramOptions
    private let input: ProgramInput
    private let output: ProgramOutput
    private let errors: ProgramOutput
    private let watch: DescriptorWatch
    /// Readable when the shell has exited.
    private let exit: Int32
    private let timer: QueueTimer
    private var hasExited = false
    private var isReaped = false
    private var verdict: ProgramEnd.Verdict?
    private var isGraceOver = false
    /// Nil if the end is not to be reported.
    private var onEnd: ((ProgramEnd) -> Void)?
    /// Number of descriptors of this process that it uses.
    static let descriptors = 4
    /// Bytes of standard error that are kept: enough for the characters that a message quotes.
    private static let keptErrors = 4 * Bounds.errorText

    init(
        _ shell: StartedShell, question: [UInt8], options: ProgramOptions, watch: DescriptorWatch, queue: DispatchQueue,
        onEnd: @escaping (ProgramEnd) -> Void
    ) {
        (process, exit, self.options, self.watch, self.onEnd) = (shell.process, shell.exit, options, watch, onEnd)
        input = ProgramInput(question, to: shell.input, watch)
        output = ProgramOutput(from: shell.output, keeping: .first(options.answerLimit), watch)
        errors = ProgramOutput(from: shell.errors, keeping: .last(Self.keptErrors), watch)
        timer = QueueTimer(on: queue)
        // Each of these retains this object until it is stopped.
        output.begin { self.outputChanged() }
        errors.begin { self.settle() }
        watch.watch(exit, for: .reading) { self.exited() }
        timer.onFire { self.timeIsUp() }
        schedule(options.timeLimit)
    }

    /// Ends the program at once, and does not report its end.
    func abandon() {
        onEnd = nil
        kill(-process, SIGKILL)
        settle()
    }

    private func outputChanged() {
        if output.isCut { end(.tooLong) }
        settle()
    }

    private func exited() {
        watch.unwatch(exit)
        close(exit)
        hasExited = true
        settle()
    }

    private func timeIsUp() {
        if verdict == nil {
            end(.timeLimit(hasExited: hasExited))
        } else {
            isGraceOver = true
            kill(-process, SIGKILL)
        }
        settle()
    }

    /// Asks the program and all processes of its group to end.
    private func end(_ verdict: ProgramEnd.Verdict) {
        guard self.verdict == nil else { return }
        self.verdict = verdict
        kill(-process, SIGTERM)
        schedule(options.grace)
    }

    private func schedule(_ wait: Duration) {
        timer.fire(at: .now() + .nanoseconds(Int(wait.nanoseconds)), leeway: .milliseconds(1))
    }

    /// Whether nothing is left to wait for after the shell has exited.
    private var isOver: Bool {
        if onEnd == nil { return true }
        // A program that was asked to end gets its grace period while any process of it still holds an output open.
        return verdict == nil ? output.hasEnded : isGraceOver || (output.hasEnded && errors.hasEnded)
    }

    private func settle() {
        guard hasExited, isOver, !isReaped else { return }
        isReaped = true
        if verdict != nil { kill(-process, SIGKILL) }
        errors.read()
        var status: Int32 = 0
        let isKnown = unsafe waitpid(process, &status, 0) == process
        input.stop()
        output.stop()
        errors.stop()
        timer.cancel()
        let end = ProgramEnd(exit: isKnown ? .init(status) : .unknown, verdict: verdict, output: output.bytes, errors: errors.bytes)
        onEnd?(end)
        onEnd = nil
    }
}
