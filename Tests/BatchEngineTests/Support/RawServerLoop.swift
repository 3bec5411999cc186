import Glibc
import TestSupport

/// The thread of a ``RawServer``: its connections, and a `poll` over all of them.
struct RawServerLoop: Sendable {
    let listener: Int32
    let stop: Int32
    let record: Watched<RawServer.Record>
    let greeting: [RawServer.Step]
    let script: @Sendable (RawServer.Request) -> [RawServer.Step]

    func run() {
        var connections: [Int32: RawConnection] = [:]
        var isOpen = true
        while isOpen {
            let wake = connections.values.compactMap(\.resumeAt).min()
            var polled = [pollfd(fd: stop, events: Int16(POLLIN), revents: 0), pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            polled += connections.values.map { pollfd(fd: $0.descriptor, events: $0.interest, revents: 0) }
            let wait = wake.map { Int32(max(0, $0 - Self.milliseconds())) } ?? -1
            unsafe poll(&polled, nfds_t(polled.count), wait)
            isOpen = polled[0].revents == 0
            for event in polled.dropFirst(2) where event.revents != 0 { connections[event.fd]?.takeIn() }
            if polled[1].revents != 0 { accept(into: &connections) }
            advance(&connections)
        }
        for connection in connections.values { close(connection.descriptor) }
        close(listener)
        close(stop)
    }

    private func advance(_ connections: inout [Int32: RawConnection]) {
        var requests = record.value.requests.count
        var before: Int
        // Another connection may wait for this request.
        repeat {
            before = requests
            for connection in connections.values {
                connection.advance(at: Self.milliseconds(), requestsInAll: requests) { request in
                    record.update { $0.requests.append(request) }
                    requests += 1
                    return script(request)
                }
            }
        } while requests > before
        for connection in connections.values {
            guard let ending = connection.ending else { continue }
            connections[connection.descriptor] = nil
            connection.shut()
            record.update { record in
                record.open -= 1
                if ending == .byClient { record.closedByClient += 1 }
            }
        }
    }

    private func accept(into connections: inout [Int32: RawConnection]) {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { return }
            record.update { record in
                record.accepted += 1
                record.open += 1
            }
            connections[descriptor] = RawConnection(descriptor: descriptor, number: record.value.accepted, steps: greeting[...])
        }
    }

    private static func milliseconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// One accepted connection, with what it has received and the steps that it has still to make.
final class RawConnection {
    enum Ending { case byClient, byScript, byReset }

    let descriptor: Int32
    let number: Int
    private(set) var ending: Ending?
    /// End of the pause, in milliseconds.
    private(set) var resumeAt: Int64?
    private var input: [UInt8] = []
    private var steps: ArraySlice<RawServer.Step>
    private var output: ArraySlice<UInt8> = []
    private var requestCount = 0

    init(descriptor: Int32, number: Int, steps: ArraySlice<RawServer.Step>) {
        (self.descriptor, self.number, self.steps) = (descriptor, number, steps)
    }

    var interest: Int16 { Int16(output.isEmpty ? POLLIN : POLLIN | POLLOUT) }

    func takeIn() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
            if count > 0 {
                input.append(contentsOf: chunk[..<count])
            } else {
                if count == 0 || errno != EAGAIN { ending = .byClient }
                return
            }
        }
    }

    func advance(at now: Int64, requestsInAll: Int, answer: (RawServer.Request) -> [RawServer.Step]) {
        while ending == nil {
            if !output.isEmpty {
                guard sendSome() else { return }
            } else if let resumeAt {
                guard now >= resumeAt else { return }
                self.resumeAt = nil
            } else if let step = steps.first {
                switch step {
                case .hold: return
                case .waitForRequests(let count) where requestsInAll < count: return
                case .waitForRequests: break
                case .send(let bytes): output = bytes[...]
                case .pause(let milliseconds): resumeAt = now + milliseconds
                case .close: ending = .byScript
                case .reset: ending = .byReset
                case .again(let round):
                    steps = round + [step]
                    continue
                }
                steps.removeFirst()
            } else {
                guard let request = nextRequest() else { return }
                steps = answer(request)[...]
            }
        }
    }

    /// - Returns: whether everything was sent.
    private func sendSome() -> Bool {
        let sent = unsafe output.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if sent > 0 {
            output = output.dropFirst(sent)
        } else if errno != EAGAIN {
            ending = .byClient
        }
        return output.isEmpty
    }

    private func nextRequest() -> RawServer.Request? {
        guard let end = input.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return nil }
        let head = String(decoding: input[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let length = lines.lazy.filter { $0.lowercased().hasPrefix("content-length:") }.first.flatMap { Int($0.dropFirst(16)) } ?? 0
        guard input.count >= end + length, let line = lines.first else { return nil }
        requestCount += 1
        let path = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let body = Array(input[end..<end + length])
        input.removeFirst(end + length)
        return RawServer.Request(path: path, head: head, body: body, connection: number, number: requestCount)
    }

    func shut() {
        if ending == .byReset {
            var now = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
        close(descriptor)
    }
}
