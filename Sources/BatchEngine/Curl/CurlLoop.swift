import BatchCore
import CCurl
import Dispatch

/// The transfers of one worker, and what wakes it. Everything here runs on the worker's queue, and ends every transfer and
/// closes every socket when it is let go of.
final class CurlLoop {
    /// Called with the number of attempts that ended.
    var onEnd: (Int) -> Void = { _ in }

    private let clock: any EngineClock
    private let dialect: CurlDialect
    private let options: CurlOptions
    private let noProxy: String
    private let outlet: ResultOutlet<AttemptResult>
    private let multi: MultiHandle
    private var accounts: [AccountID: CurlAccount] = [:]
    private var underWay: [CurlTransfer] = []
    private var resting: [CurlTransfer] = []
    /// Results that are not delivered yet.
    private var results: [AttemptResult] = []
    /// How many connections curl is told to keep.
    private var connectionRoom = 0
    private let sockets: any DispatchSourceRead
    private let alarm: CurlAlarm
    private let watch: IdleWatch

    init(
        dialect: CurlDialect, clock: any EngineClock, options: CurlOptions, queue: DispatchQueue, outlet: ResultOutlet<AttemptResult>
    ) {
        (self.dialect, self.clock, self.options) = (dialect, clock, options)
        self.outlet = outlet
        noProxy = ProxyBypass.fromEnvironment()
        let notes = CurlNotes()
        multi = MultiHandle(notes: notes)
        sockets = DispatchSource.makeReadSource(fileDescriptor: notes.epoll.number, queue: queue)
        alarm = CurlAlarm(queue: queue)
        watch = IdleWatch(queue: queue)
        sockets.setEventHandler { [weak self] in self?.goOnWithSockets() }
        // The descriptor has to stay open until Dispatch no longer looks at it.
        sockets.setCancelHandler { withExtendedLifetime(notes) {} }
        sockets.activate()
        alarm.onTime { [weak self] in self?.goOnWithTime() }
        watch.onTime { [weak self] in self?.endIdle() }
    }

    deinit {
        sockets.cancel()
        for transfer in underWay { multi.remove(transfer.easy) }
    }
}

extension CurlLoop {
    func begin(_ attempts: [Attempt]) {
        for attempt in attempts { begin(attempt) }
        if underWay.count > connectionRoom {
            connectionRoom = max(128, underWay.count * 2)
            multi.keepConnections(connectionRoom)
        }
        settle()
    }

    private func begin(_ attempt: Attempt) {
        let account = account(attempt.account)
        let transfer = resting.popLast() ?? CurlTransfer(options: options, noProxy: noProxy, account: account, clock: clock)
        let request = dialect.encode(attempt)
        let now = clock.now()
        transfer.begin(attempt, account: account, streams: request.streams, at: now)
        guard let headers = account.list(request.headers) else {
            return end(transfer, .failure(.other("a request header holds a line break")), at: now)
        }
        if let fault = transfer.easy.prepare(request, headers: headers, deadlines: account.deadlines) ?? multi.add(transfer.easy) {
            return end(transfer, .failure(fault), at: now)
        }
        transfer.place = underWay.count
        underWay.append(transfer)
        watch.keep(within: account.deadlines.watchInterval)
    }

    private func account(_ id: AccountID) -> CurlAccount {
        if let account = accounts[id] { return account }
        let account = CurlAccount(id: id, deadlines: dialect.deadlines(id))
        accounts[id] = account
        return account
    }

    private func goOnWithSockets() {
        // What becomes ready meanwhile is taken along a few times, before the queue turns to what else waits in it.
        for _ in 0..<4 {
            let count = multi.notes.epoll.forEachReady { socket, events in
                multi.act(on: socket, CurlNotes.action(for: events))
            }
            guard count > 0 else { break }
        }
        settle()
    }

    private func goOnWithTime() {
        if alarm.isDue() { multi.actOnTime() }
        settle()
    }

    /// Does what curl left notes about, and delivers what has ended.
    private func settle() {
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
        // Removing transfers moves curl's next timeout.
        if let timeout = multi.notes.takeTimeout() { alarm.set(timeout) }
        guard !results.isEmpty else { return }
        let batch = results
        results = []
        onEnd(batch.count)
        outlet.deliver(batch)
    }

    /// Ends the transfers that have been silent for too long.
    private func endIdle() {
        let now = clock.now()
        for transfer in underWay where transfer.idles(at: now) {
            leave(transfer)
            transfer.forget()
            end(transfer, .failure(.idleTimeout(transfer.account.deadlines.deadlines.idle)), at: now)
        }
        settle()
        if underWay.isEmpty { watch.rest() }
    }

    private func leave(_ transfer: CurlTransfer) {
        multi.remove(transfer.easy)
        let last = underWay.removeLast()
        guard last !== transfer else { return }
        underWay[transfer.place] = last
        last.place = transfer.place
    }

    private func end(_ transfer: CurlTransfer, _ result: Result<HTTPResponse, TransferFault>, at now: Instant) {
        let outcome = dialect.classify(result, transfer.frame, now)
        results.append(
            AttemptResult(
                id: transfer.id, outcome: outcome, startedAt: transfer.startedAt, latency: now - transfer.startedAt,
                firstToken: transfer.firstTokenAt.map { $0 - transfer.startedAt }))
        resting.append(transfer)
    }
}
