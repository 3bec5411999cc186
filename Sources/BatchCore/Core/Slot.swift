/// A place in the window: a conversation, and what is happening to it. Only the transitions below change it.
struct Slot: Sendable {
    enum State: Sendable {
        case free
        /// Nothing is in flight for it, and the core decides in the same event what comes next.
        case idle
        /// Could be requested now, if the limits allow it.
        case ready
        /// Waits for its own time before the next attempt.
        case waiting
        case inFlight
        /// Programs must answer the tool calls of its last reply.
        case awaitingTools
        case runningTools
        /// A round, or a program's answer, is being committed.
        case recordingProgress
        /// Its failure is being committed.
        case recordingFailure
    }

    private(set) var state = State.idle
    let key: JobKey
    private(set) var account: AccountID
    private(set) var conversation: Conversation
    /// The same conversation for the fallback; nil if the fallback must not serve it, or already does.
    private(set) var spare: Conversation?
    /// Whether the fallback serves it.
    private(set) var hasFallenBack = false
    /// The order in which conversations came into the window.
    let order: Int
    /// Spent attempts of the present round.
    private(set) var attempts = 0
    /// All attempts of the present round, those refused for a limit included.
    private(set) var tries = 0
    /// Refusals for limits in the present round.
    private(set) var refusals = Refusals()
    /// The serial of its last attempt, or of its last group of programs.
    private(set) var serial = 0
    /// Memory held by its history and its script, in bytes.
    private(set) var bytes: Int
    /// Whether the attempt in flight continues from what the server keeps.
    private(set) var continuesFromKept = false
    /// Whether the present round is requested with the whole history, since the server had lost it.
    private(set) var asksWhole = false
    /// How often the server had lost its history.
    private(set) var losses = 0
    /// Tokens reserved for the attempt in flight.
    private(set) var cost = 0.0
    /// Programs that run for the calls of its last reply.
    private(set) var toolsRunning = 0
    /// Why one of these programs has given no answer.
    private(set) var toolFailure: Failure?

    init(_ admission: Admission, order: Int) {
        (key, account, self.order) = (admission.key, admission.account, order)
        (conversation, spare) = (admission.conversation, admission.spare)
        let script = admission.conversation.job.turns.reduce(0) { $0 + $1.content.bytes.count + ($1.suffix?.bytes.count ?? 0) }
        bytes = admission.conversation.history.byteCount + (admission.spare?.history.byteCount ?? 0) + script
    }

    var isStarted: Bool { conversation.roundCount > 0 }
    /// The number of the round that is due.
    var nextRound: Int { conversation.roundCount + 1 }
    // These are here because a caller that reads the conversation out of the slot copies it.
    var nextStep: Conversation.Step { conversation.nextStep }
    var nextInputBytes: Int { conversation.nextInputBytes }
    var canContinueFromKept: Bool { conversation.canGoOnFromKept }
    func nextRequest(fromKept: Bool) -> RoundRequest? { conversation.nextRequest(fromKept: fromKept) }

    /// Releases the conversation's memory.
    mutating func free() {
        precondition(state != .free, "a slot is left once")
        state = .free
        (conversation, spare) = (Self.noConversation, nil)
    }

    mutating func makeReady() {
        switch state {
        case .idle, .waiting, .ready: state = .ready
        case .free, .inFlight, .awaitingTools, .runningTools, .recordingProgress, .recordingFailure:
            preconditionFailure("a conversation that is \(state) cannot be requested")
        }
    }

    /// Its next attempt begins.
    mutating func begin(serial: Int, cost: Double, continuesFromKept: Bool) {
        precondition(state == .ready, "only a ready conversation is requested")
        state = .inFlight
        (self.serial, self.cost, self.continuesFromKept) = (serial, cost, continuesFromKept)
        tries += 1
    }

    /// Its attempt has ended.
    mutating func land() {
        precondition(state == .inFlight, "only an attempt in flight ends")
        state = .idle
        continuesFromKept = false
    }

    /// The server did not have its history: the round is requested again with all of it.
    mutating func loseHistory() {
        losses += 1
        asksWhole = true
    }

    /// Its attempt was refused for a limit.
    /// - Parameter lastReply: when the last answered request to the same model was sent.
    mutating func refuse(at now: Instant, lastReply: Instant?) { refusals.count(at: now, lastReply: lastReply) }

    /// Its attempt failed, and counts.
    mutating func spendAttempt() { attempts += 1 }

    mutating func wait() {
        precondition(state == .idle, "only a conversation whose attempt has ended waits")
        state = .waiting
    }

    /// Its round is here: the next one starts with no attempt spent.
    mutating func finishRound() {
        (attempts, tries, asksWhole) = (0, 0, false)
        refusals = Refusals()
    }

    mutating func awaitTools() {
        precondition(state == .idle, "only an idle conversation can ask for programs")
        state = .awaitingTools
    }

    mutating func beginTools(serial: Int, count: Int) {
        precondition(state == .awaitingTools, "only a conversation that waits for programs has them run")
        state = .runningTools
        (self.serial, toolFailure, toolsRunning) = (serial, nil, count)
    }

    /// One of its programs has ended; the conversation is idle after the last one.
    mutating func endTool(_ failure: Failure?) {
        precondition(state == .runningTools && toolsRunning > 0, "a program ended that did not run")
        toolsRunning -= 1
        if toolFailure == nil { toolFailure = failure }
        if toolsRunning == 0 { state = .idle }
    }

    mutating func recordProgress() {
        precondition(state == .idle, "only an idle conversation waits for a commit")
        state = .recordingProgress
    }

    mutating func recordFailure() {
        precondition(state == .idle, "only an idle conversation fails")
        state = .recordingFailure
    }

    /// What was recorded is durable.
    mutating func progressIsDurable() {
        precondition(state == .recordingProgress, "a commit ended that the conversation did not wait for")
        state = .idle
    }

    /// Adds a round or an answer to a call, also to the spare.
    /// - Returns: by how many bytes it has grown.
    mutating func advance(by step: (inout Conversation) -> Void) -> Int {
        var growth = -conversation.history.byteCount
        step(&conversation)
        growth += conversation.history.byteCount
        if var spare {
            growth -= spare.history.byteCount
            self.spare = nil
            step(&spare)
            growth += spare.history.byteCount
            self.spare = spare
        }
        bytes += growth
        return growth
    }

    /// Gives the conversation to the fallback, which starts the present round with no attempt spent.
    /// - Returns: how many bytes are released; nil if the fallback must not serve it.
    mutating func fallBack(to fallback: AccountID) -> Int? {
        guard let spare else { return nil }
        let released = conversation.history.byteCount
        bytes -= released
        (conversation, self.spare) = (spare, nil)
        (account, hasFallenBack) = (fallback, true)
        (attempts, losses, asksWhole) = (0, 0, false)
        refusals = Refusals()
        return released
    }

    private static let noConversation = Conversation(job: Job(id: "", line: 0, turns: []))
}
