import Foundation
import TestSupport
import Testing

@testable import BatchCore

/// The cases of `Tests/Conformance`, byte for byte. To accept an intended change, run these tests once with `BATCHRUN_RENEW_GOLDEN=1` in
/// the environment, and review the difference.
@Suite("Conformance")
struct ConformanceTests {
    private static let renews = ProcessInfo.processInfo.environment["BATCHRUN_RENEW_GOLDEN"] == "1"
    private static let hint: Comment = "BATCHRUN_RENEW_GOLDEN=1 takes over what was found"

    @Test("Each case has a response, and no file with an unknown name")
    func files() throws {
        let providers = Set(ConformanceCase.all.map(\.provider))
        #expect(providers.isSuperset(of: Provider.all.map(\.name).filter { $0 != "simulated" }))
        for conformance in ConformanceCase.all {
            #expect(!conformance.exchanges.isEmpty, "\(conformance.testDescription) has no response")
            #expect(conformance.strangeFiles.isEmpty, "\(conformance.testDescription)")
        }
    }

    @Test("A job's request is these bytes", arguments: ConformanceCase.all)
    func requests(of conformance: ConformanceCase) throws {
        for exchange in conformance.exchanges {
            let found = try conformance.request(exchange)
            if Self.renews { try conformance.write(found + Array("\n".utf8), to: exchange.request) }
            var expected = try conformance.bytes(exchange.request)
            if expected.last == UInt8(ascii: "\n") { expected.removeLast() }
            #expect(String(decoding: found, as: UTF8.self) == String(decoding: expected, as: UTF8.self), Self.hint)
            #expect(found == expected)
        }
    }

    @Test("A response means this, streamed or not", arguments: ConformanceCase.all)
    func outcomes(of conformance: ConformanceCase) throws {
        for exchange in conformance.exchanges {
            let found = OutcomeText(try conformance.outcome(exchange))
            if Self.renews, exchange == conformance.exchanges.first { try conformance.write(Array(found.json.utf8), to: "outcome.json") }
            #expect(try found == OutcomeText(json: conformance.bytes("outcome.json")), Self.hint)
        }
    }

    /// The number of places at which a stream is cut in two. ``StreamTests`` cuts short ones everywhere.
    private static let mostCuts = 200

    @Test("A stream means the same wherever it is cut in two, and byte by byte", arguments: ConformanceCase.all)
    func cuts(of conformance: ConformanceCase) throws {
        for exchange in conformance.exchanges {
            let response = try conformance.response(exchange)
            let body = response.body.drop { $0 <= UInt8(ascii: " ") }
            guard (200..<300).contains(response.status), EventReader.begins(body) == true else { continue }
            let reading = try conformance.reading(exchange)
            let whole = reading.outcomeOfStream
            for place in stride(from: body.startIndex, to: body.endIndex, by: 1 + body.count / Self.mostCuts) {
                let found = conformance.outcome(of: [body[..<place], body[place...]], by: reading)
                #expect(found.isSame(as: whole), "cut at \(place)")
            }
            let found = conformance.outcome(of: body.indices.map { body[$0...$0] }, by: reading)
            #expect(found.isSame(as: whole), "byte by byte")
        }
    }

    @Test(
        "The same job streamed and not gives the same result line", arguments: ConformanceCase.all.filter { $0.exchanges.count == 2 })
    func resultLines(of conformance: ConformanceCase) throws {
        let lines = try conformance.exchanges.map { try resultLine(conformance, of: conformance.outcome($0)) }
        #expect(lines[0] == lines[1])
    }

    private func resultLine(_ conformance: ConformanceCase, of outcome: Outcome) throws -> String {
        let line = try conformance.job()
        let conversation = try conformance.conversation()
        let round = outcome.reply.map {
            conversation.round(
                $0, attempts: 1, latency: .seconds(1), firstToken: nil, createdAt: testNow, provider: conformance.provider, cost: nil)
        }
        let failure = outcome.failure.map { JobFailure(failure: $0, round: 1, attempts: 1, failedAt: testNow) }
        let stored = StoredJob(
            key: JobKey(1), id: line.job.id, line: 1, text: [], rounds: round.map { [$0] } ?? [], failure: failure)
        var writer = ResultsWriter(.results)
        writer.add(JobResult(stored, line: line, provider: nil, model: nil, reasoningHistory: try conformance.reasoningHistory()))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
