import BatchCore
import Dispatch
import Glibc

/// A program that runs: its question, its answer, its time. On the runner's queue. It lives until its process is gone.
///
/// It has ended when the shell has and its output is closed: what the shell leaves in the background may still be writing the
/// answer. The shell is reaped last, so that until then its number is nobody else's and a signal reaches nobody else.
final class RunningProgram {
    private let process: pid_t
    private let options: ProgramOptions
    private let input: ProgramInput
    private let output: ProgramOutput
    private let errors: ProgramOutput
    private let watch: DescriptorWatch
    /// Readable when the shell has exited.
    private let exit: Int32
    private let timer: any DispatchSourceTimer
    private var hasExited = false
    private var isReaped = false
    private var verdict: ProgramEnd.Verdict?
    private var isGraceOver = false
    /// Nil where nobody wants to know any more.
    private var onEnd: ((ProgramEnd) -> Void)?
    /// How many descriptors of this process it takes.
    static let descriptors = 4
    /// What is kept of standard error, in bytes: enough for the characters that a message quotes.
    private static let keptErrors = 4 * Bounds.errorText

    init(
        _ shell: StartedShell, question: [UInt8], options: ProgramOptions, watch: DescriptorWatch, queue: DispatchQueue,
        onEnd: @escaping (ProgramEnd) -> Void
    ) {
        (process, exit, self.options, self.watch, self.onEnd) = (shell.process, shell.exit, options, watch, onEnd)
        input = ProgramInput(question, to: shell.input, watch)
        output = ProgramOutput(from: shell.output, keeping: .first(options.answerLimit), watch)
        errors = ProgramOutput(from: shell.errors, keeping: .last(Self.keptErrors), watch)
        timer = DispatchSource.makeTimerSource(queue: queue)
        // Each of these holds this object until it is stopped.
        output.begin { self.outputChanged() }
        errors.begin { self.settle() }
        watch.watch(exit, for: .reading) { self.exited() }
        timer.setEventHandler { self.timeIsUp() }
        schedule(options.timeLimit)
        timer.activate()
    }

    /// Ends it at once. Its end is not told.
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

    /// Asks it to end, with all that it has started.
    private func end(_ verdict: ProgramEnd.Verdict) {
        guard self.verdict == nil else { return }
        self.verdict = verdict
        kill(-process, SIGTERM)
        schedule(options.grace)
    }

    private func schedule(_ wait: Duration) { timer.schedule(deadline: .now() + .nanoseconds(Int(wait.nanoseconds))) }

    /// Whether nothing is left to wait for once the shell has exited.
    private var isOver: Bool {
        if onEnd == nil { return true }
        // One that was asked to end has time for it as long as anything of it is seen to live.
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
