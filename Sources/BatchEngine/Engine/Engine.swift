// Engine: the ports to the outside, and the shell that performs what the core decides. Floor 4.

package import BatchCore
import Dispatch

/// Runs an ``EngineCore``: passes events to it and performs its effects, one after the other, on one serial queue.
package final class Engine: Sendable {
    /// How the run is going.
    package struct Progress: Sendable {
        package var tally: Tally
        package var inFlight: Int
        package var toolsRunning: Int
        package var isDraining: Bool
        package var bottleneck: Bottleneck
    }

    /// The end of a run: how it ended, or why it could not begin or continue.
    package typealias End = Result<Ending, EngineError>

    private struct State {
        var core: EngineCore
        var timer: QueueTimer?
        var onEnd: (@Sendable (End) -> Void)?
        var hasRun = false
        /// Why the run ends when all that is in flight is committed.
        var failure: EngineError?
        /// Events from before the run began; nil from then on.
        var early: [EngineEvent]? = []
    }

    private let queue = DispatchQueue(label: "batchrun.engine", qos: .userInitiated)
    private let state: Confined<State>
    private let transport: any Transport
    private let toolRunner: (any ToolRunner)?
    private let store: any CheckpointStore
    private let clock: any EngineClock
    /// The provider names that jobs may use to choose an account.
    private let servedNames: [String]
    private let accountCount: Int
    private let admission: @Sendable (StoredJob) -> Result<Admission, StoreError>
    private let observe: (@Sendable ([AttemptResult]) -> Void)?

    /// - Parameters:
    ///   - toolRunner: nil if no conversation may run programs (``ConversationRules/hasToolCommand``).
    ///   - admission: makes the conversation of a stored job, to start or resume it. Called on the store's queue.
    ///   - observe: called with all results, on the engine's queue.
    package init(
        settings: EngineSettings, transport: any Transport, toolRunner: (any ToolRunner)? = nil, store: any CheckpointStore,
        clock: any EngineClock, admission: @escaping @Sendable (StoredJob) -> Result<Admission, StoreError>,
        observe: (@Sendable ([AttemptResult]) -> Void)? = nil
    ) {
        state = Confined(State(core: EngineCore(settings: settings)), to: queue)
        (self.transport, self.toolRunner, self.store, self.clock) = (transport, toolRunner, store, clock)
        (self.admission, self.observe) = (admission, observe)
        (servedNames, accountCount) = (settings.accounts.flatMap(\.jobNames), settings.accounts.count)
    }

    /// Begins the run; `onEnd` is called once, on the engine's queue. Call once. The engine lives until then.
    ///
    /// If the store has unfinished jobs of a provider without an account, the run ends with an error and sends nothing.
    package func run(onEnd: @escaping @Sendable (End) -> Void) {
        transport.deliver { [weak self] results in
            guard let self else { return }
            queue.async {
                self.observe?(results)
                self.handle(.attemptsEnded(results))
            }
        }
        toolRunner?.deliver { [weak self] results in
            guard let self else { return }
            queue.async { self.handle(.toolsEnded(results)) }
        }
        queue.async { [self] in
            state.with { state in
                precondition(!state.hasRun, "an engine runs once")
                state.hasRun = true
                state.onEnd = { how in withExtendedLifetime(self) { onEnd(how) } }
                let timer = QueueTimer(on: queue)
                timer.onFire { [weak self] in self?.handle(.timerFired) }
                state.timer = timer
            }
            store.unservedProvider(besides: servedNames) { result in
                self.queue.async { self.begin(unserved: result) }
            }
        }
    }

    private func begin(unserved: Result<String?, StoreError>) {
        switch unserved {
        case .failure(let error): return end(.failure(.store(error)))
        case .success(let name?): return end(.failure(.providerWithoutAccount(name)))
        case .success(nil): break
        }
        let early = state.with { state in
            defer { state.early = nil }
            return state.early ?? []
        }
        handle(.began)
        for event in early { handle(event) }
    }

    /// Starts nothing more, finishes what is in flight, and ends.
    package func stop(_ reason: StopReason = .interrupted) { queue.async { self.handle(.stopRequested(reason)) } }

    /// Closes every socket, commits what is paid for, and ends.
    package func abort() { queue.async { self.handle(.abortRequested) } }

    /// The progress of the run, for any thread but the engine's queue, on which `observe` and `onEnd` are called.
    package var progress: Progress {
        dispatchPrecondition(condition: .notOnQueue(queue))
        return queue.sync {
            let now = clock.now()
            return state.with { state in
                Progress(
                    tally: state.core.tally, inFlight: state.core.inFlight, toolsRunning: state.core.toolsRunning,
                    isDraining: state.core.isDraining, bottleneck: state.core.bottleneck(at: now))
            }
        }
    }

    private func handle(_ event: EngineEvent) {
        let now = clock.now()
        let effects = state.with { state in
            var effects: [EngineEffect] = []
            if state.early != nil {
                state.early?.append(event)
                return effects
            }
            // Events that come after the end change nothing.
            guard state.onEnd != nil else { return effects }
            state.core.handle(event, at: now, into: &effects)
            return effects
        }
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: EngineEffect) {
        switch effect {
        case .send(let attempts): transport.send(attempts)
        case .runTools(let runs):
            guard let toolRunner else { preconditionFailure("a conversation runs a program, but the engine has no tool runner") }
            toolRunner.run(runs)
        case .cancelAttempts: cancel()
        case .setTimer(let instant): arm(for: instant)
        case .finish(let ending): end(state.with { $0.failure }.map { .failure($0) } ?? .success(ending))
        case .commit(let records):
            store.commit(records) { [weak self] result in
                guard let self else { return }
                queue.async { self.committed(result) }
            }
        case .readJobs(let count, let account, let providers):
            store.readJobs(count, ofProviders: providers) { [weak self, admission, accountCount] result in
                // Lines are read here, on the store's queue, to keep that work off the engine's queue.
                let admissions = result.mapError { EngineError.store($0) }
                    .flatMap { Self.admissions(of: $0, admission, accountCount: accountCount) }
                guard let self else { return }
                queue.async { self.jobsRead(admissions, of: account) }
            }
        }
    }

    private static func admissions(
        of jobs: [StoredJob], _ admission: (StoredJob) -> Result<Admission, StoreError>, accountCount: Int
    ) -> Result<[Admission], EngineError> {
        var admissions: [Admission] = []
        admissions.reserveCapacity(jobs.count)
        for job in jobs {
            switch admission(job) {
            case .success(let admitted):
                guard (0..<accountCount).contains(admitted.account.index) else {
                    return .failure(.unknownAccount(admitted.account, job: job.id))
                }
                admissions.append(admitted)
            case .failure(let error): return .failure(.store(error))
            }
        }
        return .success(admissions)
    }

    /// A store that cannot keep what is paid for ends the run at once: nothing more may be requested.
    private func committed(_ result: Result<Void, StoreError>) {
        switch result {
        case .success: handle(.committed)
        case .failure(let error):
            cancel()
            end(.failure(.store(error)))
        }
    }

    /// A job that cannot be read ends the run, but not before the replies of the others are committed.
    private func jobsRead(_ result: Result<[Admission], EngineError>, of account: AccountID) {
        switch result {
        case .success(let admissions): handle(.jobsRead(admissions, of: account))
        case .failure(let error):
            state.with { if $0.failure == nil { $0.failure = error } }
            handle(.stopRequested(.interrupted))
            handle(.jobsRead([], of: account))
        }
    }

    private func cancel() {
        transport.cancel()
        toolRunner?.cancel()
    }

    private func end(_ end: End) {
        let onEnd = state.with { state in
            defer { state.onEnd = nil }
            state.timer = nil
            return state.onEnd
        }
        onEnd?(end)
    }

    private func arm(for instant: Instant) {
        let wait = max(.zero, instant - clock.now())
        state.with { state in
            state.timer?.fire(at: .now() + .nanoseconds(Int(wait.nanoseconds)), leeway: .microseconds(200))
        }
    }
}
