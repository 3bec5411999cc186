import BatchCore
import TestSupport

@testable import BatchEngine

/// A ``CurlTransport`` with a ``RawServer``. An attempt's messages are the path of its request.
final class CurlWorld: Sendable {
    let server: RawServer
    let transport: CurlTransport
    /// Curl's result for each attempt, in the order of arrival.
    let responses = Watched<[Result<HTTPResponse, TransferFault>]>([])
    let results = Watched<[AttemptResult]>([])

    /// - Parameters:
    ///   - collects: whether ``results`` is the receiver; if not, the test sets one.
    ///   - streams: whether requests ask for event streams.
    ///   - deadlines: those of account 0; every other account waits for a day.
    init(
        options: CurlOptions = CurlOptions(expectedConcurrency: 16), clock: SystemClock = SystemClock(), collects: Bool = true,
        streams: Bool = false, deadlines: Deadlines = .patient(), baseURL: String? = nil,
        headers: [(name: String, value: String)] = [("Content-Type", "application/json")], body: [UInt8] = Array("{}".utf8),
        script: @escaping @Sendable (RawServer.Request) -> [RawServer.Step]
    ) {
        let (responses, results) = (responses, results)
        server = RawServer(script: script)
        let base = baseURL ?? server.baseURL
        var options = options
        // Otherwise curl opens another connection if a busy machine leaves one unused for two minutes.
        options.connectionIdleLimit = .seconds(86_400)
        let dialect = CurlDialect(
            encode: { HTTPRequest(url: base + $0.text, headers: headers, body: body, streams: streams) },
            classify: { result, _, _ in
                responses.update { $0.append(result) }
                return Self.outcome(of: result)
            },
            deadlines: { $0.index == 0 ? deadlines : .patient() })
        transport = CurlTransport(dialect: dialect, clock: clock, options: options)
        guard collects else { return }
        transport.deliver { batch in results.update { $0.append(contentsOf: batch) } }
    }

    /// The simplest outcome of each kind of response.
    static func outcome(of result: Result<HTTPResponse, TransferFault>) -> Outcome {
        switch result {
        case .success(let response) where response.status == 200:
            .replied(Reply(content: String(decoding: response.body, as: UTF8.self)))
        case .success(let response) where response.status == 429:
            .throttled(Failure(code: "rate_limited", message: "", httpStatus: response.status))
        case .success(let response): .transient(Failure(code: "server_error", message: "", httpStatus: response.status))
        case .failure(let fault): .transient(Failure(code: "fault", message: "\(fault)"))
        }
    }

    func send(_ paths: [String], account: Int = 0) {
        transport.send(paths.enumerated().map { Attempt.testing($0, $1, account: account) })
    }

    /// Requests `path` and waits for the result.
    func ask(_ path: String = "/", account: Int = 0) async -> Result<HTTPResponse, TransferFault>? {
        let before = results.value.count
        send([path], account: account)
        guard await results.reaches({ $0.count == before + 1 }) else { return nil }
        return responses.value.last
    }

    /// The response to a request for `path`.
    func response(_ path: String = "/", account: Int = 0) async throws -> HTTPResponse {
        guard let result = await ask(path, account: account) else { throw NoResult() }
        return try result.get()
    }

    struct NoResult: Error {}
}

extension Deadlines {
    /// A day each, so that a busy machine meets no deadline but the one that a test is about.
    static func patient(
        connect: Duration = .seconds(86_400), idle: Duration = .seconds(86_400), attempt: Duration = .seconds(86_400)
    ) -> Deadlines {
        Deadlines(connect: connect, idle: idle, attempt: attempt)
    }
}
