import BatchCore
import TestSupport

@testable import BatchEngine

/// A ``CurlTransport`` that talks to a ``RawServer``. An attempt's messages are the path that it asks for.
final class CurlWorld: Sendable {
    let server: RawServer
    let transport: CurlTransport
    /// What curl gave for each attempt, in the order of arrival.
    let responses = Watched<[Result<HTTPResponse, TransferFault>]>([])
    let results = Watched<[AttemptResult]>([])

    /// - Parameters:
    ///   - collects: whether ``results`` is the receiver; else the test names one itself.
    ///   - streams: whether answers are asked for as event streams.
    ///   - deadlines: those of account 0; every other account has the usual ones.
    init(
        options: CurlOptions = CurlOptions(expectedConcurrency: 16), clock: SystemClock = SystemClock(), collects: Bool = true,
        streams: Bool = false, deadlines: Deadlines = Deadlines(), baseURL: String? = nil,
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
            deadlines: { $0.index == 0 ? deadlines : Deadlines() })
        transport = CurlTransport(dialect: dialect, clock: clock, options: options)
        guard collects else { return }
        transport.deliver { batch in results.update { $0.append(contentsOf: batch) } }
    }

    /// The plainest reading of a response that tells the outcomes apart.
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

    /// Asks for `path`, and waits for what comes of it.
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
