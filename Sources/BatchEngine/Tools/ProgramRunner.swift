package import BatchCore
import Dispatch
import Glibc

/// Answers tool calls by running a program once for each call. Concurrency is limited; other calls wait in order.
///
/// The program reads one line of JSON (``ToolRun/question``), and its standard output is the answer. It inherits the environment
/// and the working folder of this process, and only the three standard descriptors. A runner that is cancelled or released ends
/// every program and starts no more.
package final class ProgramRunner: ToolRunner {
    private let queue: DispatchQueue
    private let places: Confined<ProgramPlaces>
    private let outlet = ResultOutlet<ToolRunResult>()

    /// - Parameter clock: dates the results.
    package init(options: ProgramOptions, clock: any EngineClock) {
        // If a program does not read its question, the write must fail and not end this process.
        signal(SIGPIPE, SIG_IGN)
        DescriptorRoom.make(for: options.concurrency * RunningProgram.descriptors)
        queue = DispatchQueue(label: "batchrun.tools")
        // A separate queue, since `cancel()` blocks on the runner's queue.
        let deliveries = DispatchQueue(label: "batchrun.tools.results")
        let places = ProgramPlaces(options: options, clock: clock, queue: queue) { [outlet] result in
            deliveries.async { outlet.deliver([result]) }
        }
        self.places = Confined(places, to: queue)
    }

    deinit { cancel() }

    package func deliver(to receive: @escaping @Sendable ([ToolRunResult]) -> Void) { outlet.open(receive) }

    package func run(_ runs: [ToolRun]) { queue.async { [places] in places.with { $0.take(runs) } } }

    /// When this returns, all programs have received their signals, so the process may exit at once.
    package func cancel() {
        outlet.close()
        queue.sync { places.with { $0.cancel() } }
    }
}

/// The programs that run and the calls that wait for a place. On the runner's queue.
final class ProgramPlaces {
    private let options: ProgramOptions
    private let clock: any EngineClock
    private let queue: DispatchQueue
    private let watch: DescriptorWatch
    private let deliver: (ToolRunResult) -> Void
    /// The next call is the last element.
    private var waiting: [ToolRun] = []
    private var running: [ToolRun.ID: RunningProgram] = [:]
    private var isCancelled = false

    init(options: ProgramOptions, clock: any EngineClock, queue: DispatchQueue, deliver: @escaping (ToolRunResult) -> Void) {
        (self.options, self.clock, self.queue, self.deliver) = (options, clock, queue, deliver)
        watch = DescriptorWatch(queue: queue)
    }

    func take(_ runs: [ToolRun]) {
        guard !isCancelled else { return }
        waiting.insert(contentsOf: runs.reversed(), at: 0)
        fill()
    }

    func cancel() {
        isCancelled = true
        for program in running.values { program.abandon() }
        (waiting, running) = ([], [:])
    }

    private func fill() {
        while running.count < options.concurrency, let run = waiting.popLast() { start(run) }
    }

    private func start(_ run: ToolRun) {
        let startedAt = clock.now()
        do throws(ProgramFault) {
            let shell = try StartedShell(running: options.command)
            running[run.id] = RunningProgram(shell, question: run.question, options: options, watch: watch, queue: queue) {
                [weak self] end in
                self?.ended(run, end, startedAt)
            }
        } catch {
            answer(run, .failure(error.failure(of: run)), startedAt)
        }
    }

    private func ended(_ run: ToolRun, _ end: ProgramEnd, _ startedAt: Instant) {
        running[run.id] = nil
        answer(run, end.answer(to: run, options), startedAt)
        // The watch is in the middle of its callbacks.
        queue.async(execute: DispatchWorkItem { [weak self] in self?.fill() })
    }

    private func answer(_ run: ToolRun, _ answer: Result<String, Failure>, _ startedAt: Instant) {
        deliver(ToolRunResult(id: run.id, answer: answer, startedAt: startedAt, latency: clock.now() - startedAt))
    }
}
