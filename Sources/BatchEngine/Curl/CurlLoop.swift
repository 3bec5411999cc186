import BatchCore
import CCurl
import Dispatch

/// The transfers of one worker, on the worker's queue. Every call returns the results of the attempts that ended. A loop that
/// is released ends its transfers and closes its sockets.
///
/// The worker keeps it behind ``Confined``. Curl's callbacks run inside a call of the loop, so they must not call it: they
/// write to ``CurlNotes`` and to the transfer that they belong to.
final class CurlLoop {
    /// What a Dispatch source reports.
    enum Event {
        case socketsReady, curlTimeout, idleCheck
    }

    private let clock: any EngineClock
    private let dialect: CurlDialect
    private let options: CurlOptions
    private let noProxy: String
    private let multi: MultiHandle
    private var accounts: [AccountID: CurlAccount] = [:]
    private var inFlight: [CurlTransfer] = []
    private var unused: [CurlTransfer] = []
    /// Results that were not returned yet.
    private var results: [AttemptResult] = []
    /// The number of connections that curl was asked to keep.
    private var connectionRoom = 0
    private let sockets: any DispatchSourceRead
    private let alarm: CurlAlarm
    private let watch: IdleWatch

    /// - Parameter report: called on `queue` for each event; the worker passes the event to ``handle(_:)``.
    init(
        dialect: CurlDialect, clock: any EngineClock, options: CurlOptions, queue: DispatchQueue, report: @escaping (Event) -> Void
    ) {
        (self.dialect, self.clock, self.options) = (dialect, clock, options)
        noProxy = ProxyBypass.fromEnvironment()
        let notes = CurlNotes()
        multi = MultiHandle(notes: notes)
        sockets = DispatchSource.makeReadSource(fileDescriptor: notes.epoll.number, queue: queue)
        alarm = CurlAlarm(queue: queue) { report(.curlTimeout) }
        watch = IdleWatch(queue: queue) { report(.idleCheck) }
        sockets.setEventHandler { report(.socketsReady) }
        // The descriptor must stay open until Dispatch no longer watches it.
        sockets.setCancelHandler { withExtendedLifetime(notes) {} }
        sockets.activate()
    }

    deinit {
        sockets.cancel()
        for transfer in inFlight { multi.remove(transfer.easy) }
    }
}

extension CurlLoop {
    func begin(_ attempts: [Attempt]) -> [AttemptResult] {
        for attempt in attempts { begin(attempt) }
        if inFlight.count > connectionRoom {
            connectionRoom = max(128, inFlight.count * 2)
            multi.keepConnections(connectionRoom)
        }
        return settle()
    }

    func handle(_ event: Event) -> [AttemptResult] {
        switch event {
        case .socketsReady: readSockets()
        case .curlTimeout: if alarm.isDue() { multi.actOnTime() }
        case .idleCheck: endIdle()
        }
        let results = settle()
        // Only here, so that attempts one after the other do not stop and start the watch each time.
        if event == .idleCheck, inFlight.isEmpty { watch.rest() }
        return results
    }

    private func begin(_ attempt: Attempt) {
        let account = account(attempt.account)
        let transfer = unused.popLast() ?? CurlTransfer(options: options, noProxy: noProxy, account: account, clock: clock)
        let request = dialect.encode(attempt)
        let now = clock.now()
        transfer.begin(attempt, account: account, streams: request.streams, at: now)
        guard let headers = account.list(request.headers) else {
            return end(transfer, .failure(.other("a request header contains a line break")), at: now)
        }
        if let fault = transfer.easy.prepare(request, headers: headers, for: account) ?? multi.add(transfer.easy) {
            return end(transfer, .failure(fault), at: now)
        }
        transfer.place = inFlight.count
        inFlight.append(transfer)
        watch.keep(within: account.watchInterval)
    }

    private func account(_ id: AccountID) -> CurlAccount {
        if let account = accounts[id] { return account }
        let account = CurlAccount(id: id, deadlines: dialect.deadlines(id))
        accounts[id] = account
        return account
    }

    private func readSockets() {
        // Also serves sockets that become ready meanwhile, but only a few times: other work waits in the queue.
        for _ in 0..<4 {
            let count = multi.notes.epoll.forEachReady { socket, events in
                multi.act(on: socket, CurlNotes.action(for: events))
            }
            guard count > 0 else { break }
        }
    }

    /// Acts on curl's notes, and returns the results of the attempts that ended.
    private func settle() -> [AttemptResult] {
        var turns = 0
        while let timeout = multi.notes.takeTimeout() {
            if timeout == 0, turns < 16 {
                turns += 1
                multi.actOnTime()
            } else {
                alarm.set(timeout)
            }
        }
        let now = clock.now()
        while let (transfer, code) = multi.nextEnded() {
            leave(transfer)
            end(transfer, transfer.takeResult(code), at: now)
        }
        // Removing a transfer changes curl's next timeout.
        if let timeout = multi.notes.takeTimeout() { alarm.set(timeout) }
        defer { results = [] }
        return results
    }

    /// Ends the transfers that have been silent for too long.
    private func endIdle() {
        let now = clock.now()
        for transfer in inFlight where transfer.idles(at: now) {
            leave(transfer)
            transfer.forget()
            end(transfer, .failure(.idleTimeout(transfer.account.deadlines.idle)), at: now)
        }
    }

    private func leave(_ transfer: CurlTransfer) {
        multi.remove(transfer.easy)
        let last = inFlight.removeLast()
        guard last !== transfer else { return }
        inFlight[transfer.place] = last
        last.place = transfer.place
    }

    private func end(_ transfer: CurlTransfer, _ result: Result<HTTPResponse, TransferFault>, at now: Instant) {
        let outcome = dialect.classify(result, transfer.frame, now)
        results.append(
            AttemptResult(
                id: transfer.id, outcome: outcome, startedAt: transfer.startedAt, latency: now - transfer.startedAt,
                firstToken: transfer.firstTokenAt.map { $0 - transfer.startedAt }))
        unused.append(transfer)
    }
}

/// Wakes the loop at intervals to look for silent transfers, as long as there are transfers.
private final class IdleWatch {
    private let timer: QueueTimer
    /// Nil while it rests.
    private var interval: Duration?

    init(queue: DispatchQueue, handler: @escaping () -> Void) {
        timer = QueueTimer(on: queue)
        timer.onFire(handler)
    }

    /// Wakes the loop at least once in every `wanted`.
    func keep(within wanted: Duration) {
        guard interval.map({ wanted < $0 }) ?? true else { return }
        interval = wanted
        timer.fire(every: .nanoseconds(Int(wanted.nanoseconds)), leeway: .milliseconds(5))
    }

    func rest() {
        interval = nil
        timer.rest()
    }
}
