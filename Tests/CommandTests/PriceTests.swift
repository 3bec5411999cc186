import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Costs", .sharesMachine)
struct PriceTests {
    /// A price file for the model that the rehearsals ask; the hours may be written beside the rates.
    private static func prices(hours: String = "[]") -> String {
        """
        {"prices": [{"provider": "custom", "model": "simulated-chat", "input": 1, "cached_input": 0.1, "output": 10, "hours": \(hours)}]}
        """
    }

    private static func cost(_ value: Any?) -> Dollars? { (value as? NSNumber).map { Dollars($0.doubleValue) } }

    /// What the tokens of a usage object cost by ``prices(hours:)``.
    private static func expected(_ usage: Any?) throws -> Dollars {
        let usage = try #require(usage as? [String: Any])
        let counts = try ["prompt_tokens", "cached_tokens", "completion_tokens"].map { try #require(usage[$0] as? Int) }
        return Dollars(picodollars: Int64(counts[0] - counts[1]) * 1_000_000 + Int64(counts[1]) * 100_000 + Int64(counts[2]) * 10_000_000)
    }

    @Test("Every round has its cost; results, state file, status and summary agree to the last digit")
    func costs() async throws {
        var options = SimulatorOptions.quick
        options.cache = true
        try await Rehearsal.with(options, jobs: Jobs.text(6) { _ in 3 }) { rehearsal in
            try rehearsal.folder.write("prices.json", Self.prices())
            let outcome = try await rehearsal.run(["--prices", "prices.json", "--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            var sum = Dollars.zero
            for result in try rehearsal.results {
                var jobSum = Dollars.zero
                for round in try #require(result["rounds"] as? [[String: Any]]) {
                    let expected = try Self.expected(round["usage"])
                    #expect(Self.cost(round["cost_usd"]) == expected)
                    jobSum += expected
                }
                #expect(Self.cost(result["cost_usd"]) == jobSum)
                sum += jobSum
            }
            let stored = try rehearsal.reader.summary()
            #expect(stored.counts.cost == sum)
            #expect(stored.counts.roundsWithoutCost == 0)
            #expect(stored.counts.cachedTokens > 0)
            #expect(stored.counts.savedByCache == Dollars(picodollars: Int64(stored.counts.cachedTokens) * 900_000))
            let status = try JSONLines.read(try await rehearsal.command(["status", Rehearsal.state, "--json"]).output)[0]
            let summary = try #require(try JSONLines.read(outcome.errors).last { $0["event"] as? String == "summary" })
            for told in [status, summary] {
                #expect(Self.cost(told["cost_usd"]) == sum)
                #expect(Self.cost(told["cache_saved_usd"]) == stored.counts.savedByCache)
                #expect(told["rounds_without_cost"] as? Int == 0)
            }
            let words = try await rehearsal.command(["status", Rehearsal.state]).output
            #expect(words.contains("cost      $0."))
            #expect(words.contains(" saved by the cache"))
            let shown = try await rehearsal.command(["show", Rehearsal.state, "job-1", "--attempts"]).output
            #expect(shown.contains(" · $0.000"))
        }
    }

    @Test("If no price is known, the cost is null, and the run reports it once per model")
    func unknown() async throws {
        let jobs = Jobs.text(4) { _ in 2 } + #"{"id":"other","model":"another","turns":["Why?"]}"# + "\n"
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 0)
            for model in ["simulated-chat", "another"] {
                let words = "No price is known for \(model) (custom), so its cost is unknown; pass --prices."
                #expect(outcome.errors.components(separatedBy: words).count == 2, "\(outcome.errors)")
            }
            #expect(outcome.errors.contains("  cost      unknown\n"))
            #expect(try rehearsal.results.allSatisfy { $0["cost_usd"] is NSNull })
            let status = try JSONLines.read(try await rehearsal.command(["status", Rehearsal.state, "--json"]).output)[0]
            #expect(status["cost_usd"] is NSNull)
            #expect(status["rounds_without_cost"] as? Int == 9)
        }
    }

    @Test("A rehearsal with the simulator reports no cost, unless a price is given")
    func rehearsal() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.text(2))
        let asking = ["jobs.jsonl", "--provider", "simulated"]
        var outcome = try await Binary.run(asking, in: folder)
        #expect(outcome.status == 0)
        #expect(!outcome.errors.contains("price") && !outcome.errors.contains("cost"))
        try folder.write("prices.json", Self.prices().replacing("custom", with: "simulated"))
        outcome = try await Binary.run(asking + ["--fresh", "--prices", "prices.json"], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("  cost      $0.00"))
        #expect(try folder.lines(Rehearsal.results).allSatisfy { Self.cost($0["cost_usd"]) ?? .zero > .zero })
    }

    @Test("A failed attempt that was billed is waste: in the state file and the summary, and not in the result")
    func waste() async throws {
        let options = SimulatorOptions.quick(Fault(.empty, probability: 0.5))
        try await Rehearsal.with(options, jobs: Jobs.text(8)) { rehearsal in
            try rehearsal.folder.write("prices.json", Self.prices())
            let outcome = try await rehearsal.run(["--prices", "prices.json", "--max-attempts", "100"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains(" more for failed attempts"))
            let stored = try rehearsal.reader.summary()
            #expect(stored.counts.wastedCost > .zero)
            let waste = Dollars(picodollars: Int64(stored.counts.wastedTokens) * 10_000_000)
            #expect(stored.counts.wastedCost <= waste)
            let results = try rehearsal.results.reduce(Dollars.zero) { $0 + (Self.cost($1["cost_usd"]) ?? .zero) }
            #expect(results == stored.counts.cost)
        }
    }

    @Test("3 if the budget of dollars is reached, and the same command resumes")
    func budget() async throws {
        try await Rehearsal.with(jobs: Jobs.text(40)) { rehearsal in
            try rehearsal.folder.write("prices.json", Self.prices())
            let options = ["-c", "1", "--prices", "prices.json"]
            let outcome = try await rehearsal.run(options + ["--budget-usd", "0.002"])
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("The budget of $0.002 is reached."), "\(outcome.errors)")
            #expect((1..<40).contains(rehearsal.storedRounds))
            let spent = try rehearsal.reader.summary().counts.cost
            let last = try #require(try rehearsal.results.last { $0["status"] as? String == "completed" })
            let limit = try #require(Dollars("0.002"))
            let lastCost = try #require(Self.cost(last["cost_usd"]))
            #expect(spent >= limit && spent - lastCost < limit)
            #expect(rehearsal.provider.statistics.replies == rehearsal.storedRounds)
            #expect(try rehearsal.reader.runs().last?.ending == "budget_reached")
            #expect(try await rehearsal.run(options).status == 0)
            #expect(rehearsal.provider.statistics.replies == 40)
        }
    }

    @Test("2 if a budget of dollars has no price, or if no hour is cheaper than another; nothing is sent")
    func refusals() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            try rehearsal.folder.write("prices.json", Self.prices())
            for (options, words) in [
                (["--budget-usd", "1"], "No price is known for simulated-chat (custom), so the budget in dollars cannot be kept"),
                (["--off-peak"], "No price is known for simulated-chat (custom), so there are no cheap hours to wait for"),
                (["--off-peak", "--prices", "prices.json"], "simulated-chat (custom) costs the same at all hours"),
                (["--budget-usd", "0"], "--budget-usd"),
                (["--prices", "none.json"], "There is no file none.json."),
            ] {
                let outcome = try await rehearsal.run(options)
                #expect(outcome.status == 2, "\(options)")
                #expect(outcome.errors.contains(words), "\(outcome.errors)")
                #expect(!rehearsal.folder.exists(Rehearsal.state))
            }
            #expect(rehearsal.provider.statistics.requests == 0)
        }
    }

    @Test("2 if a price file is wrong: every fault is reported with its place and the probable name")
    func faults() async throws {
        try await Rehearsal.with(jobs: Jobs.text(1)) { rehearsal in
            try rehearsal.folder.write(
                "prices.json", "{\"prices\": [\n  {\"provider\": \"custom\", \"model\": \"m\", \"imput\": 1, \"output\": true}\n]}\n")
            for arguments in [["jobs.jsonl"] + rehearsal.asking, ["check", "jobs.jsonl"]] {
                let outcome = try await rehearsal.command(arguments + ["--prices", "prices.json"])
                #expect(outcome.status == 2)
                #expect(outcome.errors.contains("prices.json: line 2, column 40: unknown member \"imput\"; did you mean \"input\"?\n"))
                #expect(
                    outcome.errors.contains("prices.json: line 2, column 62: \"output\" must be a number of dollars"), "\(outcome.errors)")
                #expect(outcome.errors.contains("The prices in prices.json cannot be used"))
            }
            #expect(rehearsal.provider.statistics.requests == 0)
        }
    }

    @Test("A run waits for the end of peak hours and reports it, and an interrupt ends the wait")
    func offPeak() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            // Three hours of peak around now, whenever that is.
            let now = CivilTime(SystemClock().now())
            func hour(_ offset: Int) -> String { String(format: "%02d:00", (now.hour + offset + 24) % 24) }
            func write(factor: Double) throws {
                let hours = "[{\"utc\": \"\(hour(-1))-\(hour(2))\", \"input\": \(factor), \"output\": \(10 * factor)}]"
                try rehearsal.folder.write("prices.json", Self.prices(hours: hours))
            }
            try write(factor: 2)
            let running = try rehearsal.start(["--off-peak", "--prices", "prices.json", "--json"])
            try await waitUntil("a word of progress") { try running.errorsSoFar.contains("\"situation\":\"peak hours") }
            running.signal(SIGINT)
            let outcome = try await running.wait()
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("nothing starts before"))
            #expect(outcome.errors.contains(" \(hour(2)) UTC"))
            #expect(rehearsal.provider.statistics.requests == 0)
            try write(factor: 0.5)
            #expect(try await rehearsal.run(["--off-peak", "--prices", "prices.json"]).status == 0)
            #expect(rehearsal.provider.statistics.requests == 3)
        }
    }

    @Test("check estimates the cost of the input at this hour's price, and names a model without a price")
    func check() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.text(10) { _ in 2 })
        try folder.write("prices.json", Self.prices())
        let asking = ["check", "jobs.jsonl", "--base-url", "http://127.0.0.1:1", "--model", "simulated-chat"]
        var outcome = try await Binary.run(asking + ["--prices", "prices.json", "--json"], in: folder)
        var counts = try JSONLines.read(outcome.output)[0]
        let tokens = try #require(counts["estimated_input_tokens"] as? Int)
        #expect(Self.cost(counts["estimated_input_cost_usd"]) == Dollars(picodollars: Int64(tokens) * 1_000_000))
        outcome = try await Binary.run(asking + ["--prices", "prices.json"], in: folder)
        #expect(outcome.output.contains("for that input at the price of this hour, uncached: an estimate; output is extra"))
        outcome = try await Binary.run(asking + ["--json"], in: folder)
        counts = try JSONLines.read(outcome.output)[0]
        #expect(counts["estimated_input_cost_usd"] is NSNull)
        #expect(try await Binary.run(asking, in: folder).output.contains("cost unknown: there is no price for simulated-chat (custom)"))
        // The built-in price of the default provider's default model.
        outcome = try await Binary.run(["check", "jobs.jsonl", "--json"], in: folder)
        counts = try JSONLines.read(outcome.output)[0]
        let rates = [150_000, 300_000].map { Dollars(picodollars: Int64(tokens) * $0) }
        #expect(rates.contains { $0 == Self.cost(counts["estimated_input_cost_usd"]) })
    }
}
