import Foundation
import TestSupport
import Testing

@testable import BatchCore

/// A folder of `Tests/Conformance`: a job, its request, the response as received, and the outcome. If the request is not the job's first
/// one, the folder also contains the responses before it. The README beside the folders describes the files.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let provider: String
    let name: String

    var testDescription: String { "\(provider)/\(name)" }

    private static let folder = ProjectFolder.url("Tests/Conformance")

    static let all = names(in: folder).flatMap { provider in
        names(in: folder.appending(path: provider)).map { ConformanceCase(provider: provider, name: $0) }
    }

    /// The folders in `folder`.
    private static func names(in folder: URL) -> [String] {
        let found = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])) ?? []
        return found.filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
            .map(\.lastPathComponent).sorted()
    }

    /// A request and its response, and whether the run asks for streams.
    enum Exchange: String, CaseIterable {
        case plain = ""
        case streamed = "streamed-"

        var request: String { rawValue + "request.json" }
        var response: String { rawValue + "response.http" }
    }

    private static let otherFiles = ["job.json", "outcome.json"]

    private func url(_ file: String) -> URL {
        Self.folder.appending(path: provider).appending(path: name).appending(path: file)
    }

    private func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: url(file).path) }
    func bytes(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(file))) }
    func write(_ bytes: [UInt8], to file: String) throws { try Data(bytes).write(to: url(file)) }

    /// The exchanges of the case.
    var exchanges: [Exchange] { Exchange.allCases.filter { has($0.response) } }

    /// The responses to the job's earlier requests, in order.
    private var earlier: [String] { Array((1...9).map { "earlier-\($0).http" }.prefix { has($0) }) }

    /// Files with unknown names. A misspelled name would otherwise be ignored without an error.
    var strangeFiles: [String] {
        let known = Self.otherFiles + earlier + Exchange.allCases.flatMap { [$0.request, $0.response] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: url("").path)) ?? []).filter { !known.contains($0) }
    }

    /// A folder that is not named for a provider stands for a server that is known by its address only.
    var account: Account {
        Account(provider: Provider.named(provider) ?? .custom(baseURL: "http://127.0.0.1:8080/v1"), key: Secret(testKey))
    }

    func job() throws -> JobLine { try JobLine(bytes("job.json"), line: 1) }

    func response(_ exchange: Exchange) throws -> HTTPResponse { try response(exchange.response) }

    private func response(_ file: String) throws -> HTTPResponse {
        try #require(HTTPResponse(wire: bytes(file)), "\(testDescription)/\(file) does not begin with a head")
    }

    func reasoningHistory() throws -> ReasoningHistory {
        ModelRules.of(try job().job.model ?? account.model, provider: provider).reasoningHistory
    }

    /// The job before the round of the case.
    func conversation() throws -> Conversation {
        var rules = ConversationRules(reasoningHistory: try reasoningHistory())
        (rules.provider, rules.reasoningMember) = (account.provider.name, account.provider.reasoningMember)
        rules.echoesReasoningItems = account.provider.echoesReasoningDetails
        rules.keptHistory = account.provider.responses ?? .none
        var conversation = Conversation(job: try job().job, rules: rules)
        for file in earlier {
            let frame = ReplyFrame(try attempt(at: conversation))
            let outcome = WireFormat(accounts: [account]).outcome(of: try response(file), in: frame, now: testNow)
            let reply = try #require(outcome.reply, "\(testDescription)/\(file) is no reply: \(outcome)")
            conversation.append(
                conversation.round(
                    reply, attempts: 1, latency: .seconds(1), firstToken: nil, createdAt: testNow, provider: account.provider.name,
                    cost: nil))
        }
        return conversation
    }

    /// The body of the request of the case.
    func request(_ exchange: Exchange) throws -> [UInt8] { try whole(exchange).body }

    /// The request with its head.
    func whole(_ exchange: Exchange) throws -> HTTPRequest {
        WireFormat(accounts: [account], streams: exchange == .streamed).request(for: try attempt())
    }

    private func attempt() throws -> Attempt { try attempt(at: conversation()) }

    /// A request continues the kept history whenever it may.
    private func attempt(at conversation: Conversation) throws -> Attempt {
        let request = try #require(conversation.nextRequest(fromKept: conversation.canGoOnFromKept))
        return Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID(0), request: request)
    }

    func reading(_ exchange: Exchange) throws -> ResponseReading {
        ResponseReading(response: try response(exchange), account: account, frame: try frame(), now: testNow)
    }

    /// The outcome of a stream that arrived in these pieces.
    func outcome(of pieces: [ArraySlice<UInt8>], by reading: ResponseReading) -> Outcome {
        if reading.frame.isResponses {
            var stream = ResponsesStream()
            for piece in pieces { stream.read(piece) }
            stream.finish()
            return reading.outcome(of: stream)
        }
        var stream = ChatStream(costMember: reading.costMember)
        for piece in pieces { stream.read(piece) }
        stream.finish()
        return reading.outcome(of: stream)
    }

    func outcome(_ exchange: Exchange) throws -> Outcome {
        try WireFormat(accounts: [account]).outcome(of: response(exchange), in: frame(), now: testNow)
    }

    private func frame() throws -> ReplyFrame { ReplyFrame(try attempt()) }
}
