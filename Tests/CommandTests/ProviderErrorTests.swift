import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

/// An error that DeepSeek documents (https://api-docs.deepseek.com/quick_start/error_codes), and how it is handled.
struct DocumentedError: Sendable, CustomTestStringConvertible {
    var status: Int
    var code: String
    var message: String
    /// The recorded outcome of the attempt.
    var outcome: String

    var testDescription: String { "\(status) \(message)" }

    static let rejecting = [
        DocumentedError(status: 400, code: "content_exists_risk", message: "Content Exists Risk", outcome: "rejected"),
        DocumentedError(status: 422, code: "invalid_parameters", message: "Invalid Parameters", outcome: "rejected"),
    ]
    static let stopping = [
        DocumentedError(status: 401, code: "key_refused", message: "Authentication Fails (no such user)", outcome: "account_stopped"),
        DocumentedError(status: 402, code: "insufficient_balance", message: "Insufficient Balance", outcome: "account_stopped"),
    ]
    static let passing = [
        DocumentedError(status: 429, code: "rate_limited", message: "Rate Limit Reached", outcome: "throttled"),
        DocumentedError(status: 500, code: "server_error", message: "Server Error", outcome: "transient"),
        DocumentedError(status: 503, code: "overloaded", message: "Server Overloaded", outcome: "transient"),
    ]
}

@Suite("DeepSeek's documented errors", .sharesMachine)
struct ProviderErrorTests {
    @Test("The job fails at once, and its result has the reason", arguments: DocumentedError.rejecting)
    func rejecting(_ error: DocumentedError) async throws {
        try await Rehearsal.with(.quick(Fault(.status(error.status), probability: 1)), jobs: Jobs.text(2) { _ in 2 }) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run()
            #expect(outcome.status == 1)
            let advice = try #require(Provider.deepseek.errors.entry(status: error.status, text: error.message)).advice.text
            #expect(outcome.errors.contains("failed    2 × \(error.code): \(error.message)\n            \(advice)"))
            #expect(rehearsal.provider.statistics.requests == 2)
            for result in try rehearsal.results {
                #expect(result["status"] as? String == "failed")
                let told = try #require(result["error"] as? [String: Any])
                #expect(told["code"] as? String == error.code)
                #expect(told["message"] as? String == error.message)
                #expect(told["http_status"] as? Int == error.status)
                #expect(told["round"] as? Int == 1)
                #expect(told["attempts"] as? Int == 1)
            }
            try await expectAttempts(of: error, count: 1, in: rehearsal)
        }
    }

    @Test("The run stops and can be resumed, and no job fails", arguments: DocumentedError.stopping)
    func stopping(_ error: DocumentedError) async throws {
        try await Rehearsal.with(.quick(Fault(.status(error.status), probability: 1)), jobs: Jobs.text(3)) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run(["-c", "1"])
            #expect(outcome.status == 3)
            let advice = try #require(Provider.deepseek.errors.entry(status: error.status, text: error.message)).advice.text
            #expect(outcome.errors.contains("The run is stopped: \(error.message).\n\(advice)"))
            #expect(rehearsal.provider.statistics.requests == 1)
            #expect(try rehearsal.statuses == ["pending", "pending", "pending"])
            #expect(try rehearsal.reader.runs().last?.ending == error.code)
            try await expectAttempts(of: error, count: 1, in: rehearsal)
        }
    }

    @Test("The round is retried, and its attempts are recorded", arguments: DocumentedError.passing)
    func passing(_ error: DocumentedError) async throws {
        let options = SimulatorOptions.meeting(.status(error.status), in: [true, false, true, false])
        try await Rehearsal.with(options, jobs: Jobs.text(1) { _ in 2 }) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            let stored = try #require(try rehearsal.reader.job(id: "job-1"))
            // A rate-limit refusal uses no attempt.
            #expect(stored.rounds.map(\.attempts) == (error.outcome == "throttled" ? [1, 1] : [2, 2]))
            let attempts = try rehearsal.reader.attempts(of: stored.key)
            #expect(attempts.map(\.round) == [1, 1, 2, 2])
            #expect(attempts.map(\.attempt.number) == [1, 2, 1, 2])
            #expect(attempts.map(\.attempt.outcome) == [error.outcome, "replied", error.outcome, "replied"])
            #expect(attempts[0].attempt.failure?.code == error.code)
            try await expectAttempts(of: error, count: 2, in: rehearsal)
        }
    }

    @Test("A job that gets only errors fails when its attempts are used up")
    func attemptsSpent() async throws {
        try await Rehearsal.with(.quick(Fault(.status(500), probability: 1)), jobs: Jobs.text(1)) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run(["--max-attempts", "2"])
            #expect(outcome.status == 1)
            #expect(rehearsal.provider.statistics.requests == 2)
            let error = try #require(try rehearsal.results.first?["error"] as? [String: Any])
            #expect(error["code"] as? String == "server_error")
            #expect(error["attempts"] as? Int == 2)
        }
    }

    @Test(
        "Each is in the table that `errors deepseek` prints",
        arguments: DocumentedError.rejecting + DocumentedError.stopping + DocumentedError.passing)
    func table(_ error: DocumentedError) async throws {
        let outcome = try await Binary.run(["errors", "deepseek", "--json"], in: Folder())
        let handling = ["rejected": "reject", "account_stopped": "stop", "throttled": "throttle", "transient": "retry"]
        let entry = try JSONLines.read(outcome.output).first { $0["code"] as? String == error.code }
        #expect(entry?["http_status"] as? Int == error.status)
        #expect(entry?["handling"] as? String == handling[error.outcome])
    }

    /// Expects that `show --attempts` lists that many attempts of job-1 with the error.
    private func expectAttempts(of error: DocumentedError, count: Int, in rehearsal: Rehearsal) async throws {
        let shown = try await rehearsal.command(["show", Rehearsal.state, "job-1", "--attempts"])
        #expect(shown.status == 0)
        let lines = shown.output.split(separator: "\n").filter { $0.contains(error.outcome) && $0.contains(" \(error.status) ") }
        #expect(lines.count == count, "\(shown.output)")
    }
}
