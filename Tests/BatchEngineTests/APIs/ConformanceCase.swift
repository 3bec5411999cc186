import Foundation
import Testing

@testable import BatchEngine

/// A folder of `Tests/Conformance`: a job, the request that it makes, the response as it came, and what that means. The
/// README beside the folders says what stands in which file.
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

    /// The exchanges that the case has.
    var exchanges: [Exchange] { Exchange.allCases.filter { has($0.response) } }

    /// Files that mean nothing here: a name that is written wrong would be passed over in silence.
    var strangeFiles: [String] {
        let known = Self.otherFiles + Exchange.allCases.flatMap { [$0.request, $0.response] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: url("").path)) ?? []).filter { !known.contains($0) }
    }

    /// A folder's name that is no provider's stands for a server that is known by its address alone.
    var account: Account {
        Account(provider: Provider.named(provider) ?? .custom(baseURL: "http://127.0.0.1:8080/v1"), key: Secret(testKey))
    }

    func job() throws -> JobLine { try JobLine(bytes("job.json"), line: 1) }

    func response(_ exchange: Exchange) throws -> HTTPResponse {
        try #require(HTTPResponse(wire: bytes(exchange.response)), "\(testDescription)/\(exchange.response) does not begin with a head")
    }

    func reasoningHistory() throws -> ReasoningHistory {
        ModelRules.of(try job().job.model ?? account.model, provider: provider).reasoningHistory
    }

    /// The job before its first round.
    func conversation() throws -> Conversation {
        Conversation(job: try job().job, rules: ConversationRules(reasoningHistory: try reasoningHistory()))
    }

    /// The body of the job's first request.
    func request(_ exchange: Exchange) throws -> [UInt8] {
        WireFormat(accounts: [account], streams: exchange == .streamed).request(for: try attempt()).body
    }

    private func attempt() throws -> Attempt {
        Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID(0), request: try #require(conversation().nextRequest))
    }

    func reading(_ exchange: Exchange) throws -> ResponseReading {
        ResponseReading(response: try response(exchange), account: account, frame: try frame(), now: testNow)
    }

    func outcome(_ exchange: Exchange) throws -> Outcome {
        try WireFormat(accounts: [account]).outcome(of: response(exchange), in: frame(), now: testNow)
    }

    private func frame() throws -> ReplyFrame { ReplyFrame(try attempt()) }
}
