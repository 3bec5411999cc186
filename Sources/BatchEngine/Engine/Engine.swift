package import BatchCore
import Dispatch

/// Runs an ``EngineCore`` in the world: gives it events and performs its effects, one after the other, on one serial queue.
package final class Engine: Sendable {
    /// How the run is going.
    package struct Progress: Sendable {
        package var tally: Tally
        package var inFlight: Int
        package var toolsRunning: Int
        package var isDraining: Bool
        package var bottleneck: Bottleneck
    }

    /// The end of a run: how it ended, or why its state could not be kept.
    package typealias End = Result<Ending, StoreError>

    private struct State {
        var core: EngineCore
        var timer: QueueTimer?
        var onEnd: (@Sendable (End) -> Void)?
        /// What was asked before the run began; nil from then on.
        var early: [EngineEvent]? = []
    }

    private let queue = DispatchQueue(label: "batchrun.engine", qos: .userInitiated)
    private let state: Confined<State>
    private let transport: any Transport
    private let toolRunner: (any ToolRunner)?
    private let store: any CheckpointStore
    private let clock: any EngineClock
    private let admission: @Sendable (StoredJob) -> Result<Admission, StoreError>
    private let observe: (@Sendable ([AttemptResult]) -> Void)?

    /// - Parameters:
    ///   - toolRunner: nil where no conversation may ask for programs (``ConversationRules/hasToolCommand``).
    ///   - admission: makes of a stored job the conversation to go on with. Called on the store's queue.
    ///   - observe: is shown every result, on the engine's queue.
    package init(
        settings: EngineSettings, transport: any Transport, toolRunner: (any ToolRunner)? = nil, store: any CheckpointStore,
        clock: any EngineClock, admission: @escaping @Sendable (StoredJob) -> Result<Admission, StoreError>,
        observe: (@Sendable ([AttemptResult]) -> Void)? = nil
    ) {
        state = Confined(State(core: EngineCore(settings: settings)), to: queue)
        (self.transport, self.toolRunner, self.store, self.clock) = (transport, toolRunner, store, clock)
        (self.admission, self.observe) = (admission, observe)
    }

    /// Begins the run; `onEnd` is called once, on the engine's queue. To be called once.
    /// The engine lives until then, whoever else holds it.
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
            let early = state.with { state in
                guard let early = state.early else { preconditionFailure("an engine runs once") }
                state.early = nil
                state.onEnd = { how in withExtendedLifetime(self) { onEnd(how) } }
                let timer = QueueTimer(on: queue)
                timer.onFire { [weak self] in self?.handle(.timerFired) }
                state.timer = timer
                return early
            }
            handle(.began)
            for event in early { handle(event) }
        }
    }

    /// Starts nothing more, finishes what is under way, and ends.
    package func stop(_ reason: StopReason = .interrupted) { queue.async { self.handle(.stopRequested(reason)) } }

    /// Closes every socket, commits what is paid for, and ends.
    package func abort() { queue.async { self.handle(.abortRequested) } }

    /// How the run is going, for any thread; not to be asked for on the engine's queue, where `observe` and `onEnd` are called.
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
            // After the end, late words from the queues around are of no interest.
            guard state.onEnd != nil else {
                state.early?.append(event)
                return effects
            }
            state.core.handle(event, at: now, into: &effects)
            return effects
        }
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: EngineEffect) {
        switch effect {
        case .send(let attempts): transport.send(attempts)
        case .runTools(let runs):
            guard let toolRunner else { preconditionFailure("a conversation asked for programs, and nobody runs them") }
            toolRunner.run(runs)
        case .cancelAttempts: cancel()
        case .setTimer(let instant): arm(for: instant)
        case .finish(let ending): end(.success(ending))
        case .commit(let records):
            store.commit(records) { [weak self] result in
                guard let self else { return }
                queue.async { self.storeAnswered(result.map { .committed }) }
            }
        case .readJobs(let count, let account, let providers):
            store.readJobs(count, ofProviders: providers) { [weak self, admission] result in
                // The lines are read here, on the store's queue, to keep that work off the engine's.
                let admissions = result.flatMap { Self.admissions(of: $0, admission) }
                guard let self else { return }
                queue.async { self.storeAnswered(admissions.map { .jobsRead($0, of: account) }) }
            }
        }
    }

    private static func admissions(
        of jobs: [StoredJob], _ admission: (StoredJob) -> Result<Admission, StoreError>
    ) -> Result<[Admission], StoreError> {
        var admissions: [Admission] = []
        admissions.reserveCapacity(jobs.count)
        for job in jobs {
            switch admission(job) {
            case .success(let admitted): admissions.append(admitted)
            case .failure(let error): return .failure(error)
            }
        }
        return .success(admissions)
    }

    /// A store that cannot keep what is paid for ends the run: nothing more may be asked.
    private func storeAnswered(_ answer: Result<EngineEvent, StoreError>) {
        switch answer {
        case .success(let event): handle(event)
        case .failure(let error):
            cancel()
            end(.failure(error))
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
