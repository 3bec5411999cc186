import BatchCore
@testable import BatchEngine
import ProviderSimulator
import Testing

@Suite("What a batch refuses, before anything is sent")
struct BatchErrorTests {
    private func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? BatchError)?.code ?? "\(error)"
        }
    }

    private func thrown(_ body: () async throws -> Void) async throws -> BatchError {
        do {
            try await body()
        } catch {
            return try #require(error as? BatchError)
        }
        throw Failure(code: "none", message: "nothing was thrown")
    }

    @Test("An error says what it is about, apart from its sentence")
    func subjects() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(1)) { world in
            #expect(try await thrown { _ = try world.batch { $0.maxAttempts = 0 } }.subject == .option("maxAttempts"))
            #expect(try await thrown { _ = try world.batch { $0.provider = "deepsek" } }.subject == .provider("deepsek"))
            #expect(try await thrown { _ = try world.batch { $0.prices = "missing.json" } }.subject == .file("missing.json"))
            let keyless = try await thrown {
                _ = try await world.batch { ($0.provider, $0.keyVariable) = ("deepseek", "BATCHRUN_NO_SUCH_KEY") }.run()
            }
            #expect(keyless.subject == .variable("BATCHRUN_NO_SUCH_KEY"))
            let unpriced = try await thrown {
                _ = try await world.batch { ($0.provider, $0.model, $0.costBudget) = ("deepseek", "m", 1) }.run()
            }
            #expect(unpriced.subject == .model(AskedModel(provider: "deepseek", model: "m")))
            _ = try await world.batch().run()
            #expect(try await thrown { _ = try world.batch().state.result(of: "job-9") }.subject == .job("job-9"))
            #expect(try await thrown { _ = try world.batch().state.attempts(of: "job-9") }.subject == .job("job-9"))
            #expect(try world.batch().state.attempts(of: "job-1").map(\.jobID) == ["job-1"])
        }
    }

    @Test("The faults of a profile file have their places")
    func faults() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(1)) { world in
            try world.folder.write("{\"providers\":\n {\"lab\":{\"base_ulr\":\"http://127.0.0.1:1\"}}}", to: "profiles.json")
            let path = world.folder.path("profiles.json")
            let error = try await thrown { _ = try world.batch { $0.profiles = path } }
            #expect(error.code == "document_unusable")
            #expect(error.subject == .file(path))
            let fault = try #require(error.faults.first { $0.message.contains("base_ulr") })
            #expect((fault.code, fault.file, fault.line) == ("bad_document", path, 2))
            #expect(fault.hint?.text.contains("base_url") == true)
        }
    }

    @Test("An empty balance has the advice of the provider's own entry")
    func balance() async throws {
        var options = SimulatorOptions.atOnce
        options.balance = 0
        try await BatchWorld.with(options, jobs: BatchWorld.jobs(1)) { world in
            let error = try await thrown {
                // Any variable that is set does for a key of the simulator.
                _ = try await world.batch { options in
                    (options.provider, options.baseURL, options.keyVariable) = ("deepseek", world.simulator.baseURL, "PATH")
                    options.model = "simulated-chat"
                }.run()
            }
            #expect(error.code == "insufficient_balance")
            #expect(error.subject == .provider("deepseek"))
            #expect(error.failure?.code == "insufficient_balance")
            let own = Provider.deepseek.errors.entries.first { $0.code == "insufficient_balance" }
            #expect(error.advice == own?.advice)
        }
    }

    @Test("An error that the library does not know keeps its own words")
    func unexpected() async throws {
        let error = try await thrown { try BatchError.rethrowing { throw CancellationError() } }
        #expect(error.code == "unexpected")
        #expect(error.description.contains("CancellationError"))
    }

    @Test("Bad lines are reported one by one, and no job is stored")
    func badLines() async throws {
        let jobs = BatchWorld.jobs(2) + "{\"id\":\"x\",\"turn\":[\"?\"]}\nno JSON\n"
        try await BatchWorld.with(jobs: jobs) { world in
            let log = EventLog()
            #expect(await code { _ = try await world.batch().run(events: { log.note($0) }) } == "bad_lines")
            let remarks = log.events.compactMap { event -> LineRemark? in if case .badLine(let remark) = event { remark } else { nil } }
            #expect(remarks.map(\.line) == [3, 4])
            #expect(try world.folder.names == ["jobs.jsonl"])
            let summary = try await world.batch { $0.skipsBadLines = true }.run(events: { log.note($0) })
            #expect(summary.completed == 2)
            #expect(log.events.contains(.skipped(lines: 2)))
        }
    }

    @Test("Invalid options, unknown providers, missing files")
    func options() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(1)) { world in
            var wrong = BatchOptions()
            wrong.baseURL = "ftp://127.0.0.1"
            #expect(await code { _ = try world.batch { $0.maxAttempts = 0 } } == "bad_option")
            #expect(await code { _ = try world.batch { $0.concurrency = .fixed(0) } } == "bad_option")
            #expect(await code { _ = try world.batch { $0.toolCommand = " " } } == "bad_option")
            #expect(await code { _ = try world.batch { $0.fallback = .init(provider: "deepseek", model: "") } } == "bad_option")
            #expect(await code { _ = try AccountInquiry(options: wrong) } == "bad_option")
            #expect(await code { try world.batch().state.export(to: "x.csv", format: .csv, keepsReasoning: true) } == "bad_option")
            #expect(await code { _ = try world.batch { ($0.isRehearsal, $0.stage) = (true, nil) } } == "stage_missing")
            #expect(await code { _ = try world.batch { $0.provider = "deepsek" } } == "unknown_provider")
            #expect(await code { _ = try world.batch { $0.prices = "missing.json" } } == "file_unreadable")
            #expect(await code { _ = try await world.batch { $0.stage = nil }.run() } == "stage_missing")
            #expect(await code { _ = try await world.batch { $0.results = .file(world.jobFile) }.run() } == "results_over_input")
            #expect(await code { _ = try await world.batch { $0.results = .file("/missing/results") }.run() } == "results_unwritable")
            #expect(await code { _ = try BatchState(world.state).status() } == "state_unusable")
            #expect(world.simulator.statistics.requests == 0)
        }
    }

    @Test("A job that names an unknown provider is an error")
    func unknownProviderOfJobs() async throws {
        let jobs = BatchWorld.jobs(1) + "{\"id\":\"x\",\"provider\":\"nowhere\",\"model\":\"m\",\"turns\":[\"?\"]}\n"
        try await BatchWorld.with(jobs: jobs) { world in
            #expect(await code { _ = try await world.batch().run() } == "bad_lines")
            try world.folder.write("{\"providers\":{\"nowhere\":{\"base_url\":\"\(world.simulator.baseURL)\"}}}", to: "profiles.json")
            _ = try await world.batch {
                ($0.profiles, $0.jobLimit) = (world.folder.path("profiles.json"), 1)
            }.run()
            // The state file names a provider that the next program does not know.
            let state = try Batch(world.state, provider: "simulated", options: world.options)
            #expect(await code { _ = try await state.run() } == "unknown_provider")
        }
    }

    @Test("A missing key is named, and a rehearsal needs none")
    func keys() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(1)) { world in
            let asking: (inout BatchOptions) -> Void = { ($0.provider, $0.keyVariable) = ("deepseek", "BATCHRUN_NO_SUCH_KEY") }
            #expect(await code { _ = try await world.batch(asking).run() } == "key_missing")
            let rehearsal = try world.batch {
                asking(&$0)
                $0.isRehearsal = true
            }
            #expect(try await rehearsal.run().isRehearsal)
            let names = try world.folder.names
            #expect(names.contains("jobs.rehearsal.batchrun.db"))
        }
    }

    @Test("A rehearsal's state is not resumed as a run, nor a run's as a rehearsal")
    func rehearsalsApart() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(1)) { world in
            let state = world.folder.path("own.db")
            _ = try await world.batch { ($0.isRehearsal, $0.state) = (true, state) }.run()
            #expect(await code { _ = try await world.batch { $0.state = state }.run() } == "state_of_rehearsal")
            _ = try await world.batch().run()
            #expect(await code { _ = try await world.batch { ($0.isRehearsal, $0.state) = (true, world.state) }.run() } == "state_of_run")
        }
    }

    @Test("Check counts, estimates and warns, and sends nothing")
    func check() async throws {
        let jobs = BatchWorld.jobs(2, turns: 2) + "{\"turns\":[\"?\"],\"temperatur\":1}\n"
        try await BatchWorld.with(jobs: jobs) { world in
            var faults: [LineRemark] = []
            let check = try world.batch { $0.provider = "deepseek" }.check { faults.append($0) }
            #expect((check.jobs, check.turns, check.badLines) == (2, 4, 1))
            #expect(check.estimatedInputTokens > 0 && check.estimatedInputCost != nil)
            #expect(faults.first?.line == 3)
            #expect(world.simulator.statistics.requests == 0)
        }
    }

    @Test("A run that is refused leaves failed jobs failed")
    func refusedRetry() async throws {
        var refusing = SimulatorOptions.atOnce
        refusing.faults = [Fault(.status(400), probability: 1)]
        try await BatchWorld.with(refusing, jobs: BatchWorld.jobs(2)) { world in
            let first = try await world.batch().run()
            #expect(first.failed == 2)
            let refused = await code {
                _ = try await world.batch {
                    $0.retriesFailedJobs = true
                    $0.costBudget = Dollars(picodollars: 1)
                    $0.model = "without-a-price"
                }.run()
            }
            #expect(refused == "price_missing")
            let status = try world.batch().status()
            #expect(status.failed == 2)
        }
    }

    @Test("Unfinished jobs of a state file need a model")
    func withoutModel() async throws {
        let profiles = #"{"providers":{"plain":{"base_url":"BASE","key_env":null}}}"#
        try await BatchWorld.with(jobs: BatchWorld.jobs(2)) { world in
            try world.folder.write(profiles.replacing("BASE", with: world.simulator.baseURL), to: "profiles.json")
            let plain: (inout BatchOptions) -> Void = { options in
                options.profiles = world.folder.path("profiles.json")
                options.provider = "plain"
            }
            _ = try await world.batch {
                plain(&$0)
                $0.model = "simulated-chat"
                $0.jobLimit = 1
            }.run()
            var options = world.options
            plain(&options)
            let state = try Batch(world.state, provider: "plain", options: options)
            #expect(await code { _ = try await state.run() } == "model_unnamed")
            #expect(world.simulator.statistics.requests == 1)
        }
    }

    @Test("Jobs that have ended need no key")
    func keyOfEndedJobs() async throws {
        let profiles = #"{"providers":{"other":{"base_url":"BASE","default_model":"simulated-chat","key_env":KEY}}}"#
        let jobs = BatchWorld.jobs(2) + "{\"id\":\"x\",\"provider\":\"other\",\"turns\":[\"?\"]}\n"
        try await BatchWorld.with(jobs: jobs) { world in
            let path = world.folder.path("profiles.json")
            func write(key: String) throws {
                try world.folder.write(
                    profiles.replacing("BASE", with: world.simulator.baseURL).replacing("KEY", with: key), to: "profiles.json")
            }
            try write(key: "null")
            let first = try await world.batch { $0.profiles = path }.run()
            #expect(first.completed == 3)
            try write(key: "\"BATCHRUN_NO_SUCH_KEY\"")
            try world.folder.write(jobs + "{\"id\":\"y\",\"turns\":[\"?\"]}\n", to: "jobs.jsonl")
            let second = try await world.batch { $0.profiles = path }.run()
            #expect(second.total.completed == 4)
        }
    }
}
