import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("The check of the account before the first job", .sharesMachine)
struct PreflightTests {
    @Test("A refused key is found before the first job, and the same command runs with the right one")
    func key() async throws {
        var options = SimulatorOptions.quick
        options.key = Secret("sk-right")
        options.models = ["simulated-chat"]
        try await Rehearsal.with(options, jobs: Jobs.text(3)) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek(key: "sk-wrong", lookingFirst: true).run()
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("DeepSeek refuses the account: Authentication Fails"))
            #expect(outcome.errors.contains("Set DEEPSEEK_API_KEY"))
            #expect(rehearsal.provider.statistics.requests == 0)
            let right = try await rehearsal.asDeepSeek(key: "sk-right", lookingFirst: true).run()
            #expect(right.status == 0, "\(right.errors)")
        }
    }

    @Test("An unknown model is reported with the nearest known one")
    func model() async throws {
        var options = SimulatorOptions.quick
        options.models = ["simulated-chat"]
        try await Rehearsal.with(options, jobs: #"{"id":"a","model":"simulated-chatt","turns":["x"]}"#) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek(lookingFirst: true).run()
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("DeepSeek has no model 'simulated-chatt'; nothing was sent."))
            #expect(outcome.errors.contains("Did you mean 'simulated-chat'?"))
            #expect(rehearsal.provider.statistics.requests == 0)
        }
    }

    @Test("An empty balance stops the run before the first job")
    func balance() async throws {
        var options = SimulatorOptions.quick
        options.balance = 0
        try await Rehearsal.with(options, jobs: Jobs.text(2)) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek(lookingFirst: true).run()
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("balance"))
            #expect(rehearsal.provider.statistics.requests == 0)
        }
    }

    @Test("The commands models and balance print the account's pages")
    func commands() async throws {
        var options = SimulatorOptions.quick
        options.balance = 12.5
        try await Rehearsal.with(options, jobs: "") { rehearsal in
            let asking = ["--provider", "deepseek", "--base-url", rehearsal.provider.baseURL]
            let key = ["DEEPSEEK_API_KEY": "sk-any"]
            let models = try Binary.start(["models"] + asking, in: rehearsal.folder, environment: key)
            #expect(try await models.wait().output.contains("simulated-chat"))
            let balance = try Binary.start(["balance", "--json"] + asking, in: rehearsal.folder, environment: key)
            #expect(try await balance.wait().output.contains(#""total":"12.50""#))
            let keyless = try await Binary.start(["balance"] + asking, in: rehearsal.folder).wait()
            #expect(keyless.status == 2 && keyless.errors.contains("DEEPSEEK_API_KEY is not set"))
        }
    }
}
