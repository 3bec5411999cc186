import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Tool calls, interrupted", .sharesMachine)
struct ToolInterruptionTests {
    private static let both = ToolRehearsal.job("a", ["Please get_time Rome and get_weather Waiting.", "Thanks."])

    /// Starts a run and waits until the first program has answered, durably, and the second waits.
    private func begin(_ tools: ToolRehearsal, _ options: [String] = []) async throws -> Running {
        let running = try tools.start(options)
        try await waitUntil("a program that waits, and the answer of the other") {
            tools.folder.exists("waiting") && ((try? tools.stored) ?? [:])["a 1.1"] != nil
        }
        return running
    }

    private func isAlive(_ name: String, in folder: Folder) throws -> Bool {
        let process = try #require(pid_t(try folder.read(name).dropLast()))
        return (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)).map { !$0.contains("State:\tZ") } ?? false
    }

    @Test("A run that was killed between two calls of one reply resumes without repeating the answered call")
    func killed() async throws {
        var undisturbed = ""
        try await ToolRehearsal.with(jobs: Self.both) { tools in
            try tools.folder.write("go", "")
            #expect(try await tools.run().status == 0)
            undisturbed = try tools.rehearsal.comparableResults
        }
        try await ToolRehearsal.with(jobs: Self.both) { tools in
            let running = try await begin(tools)
            running.signal(SIGKILL)
            #expect(try await running.wait().wasKilled)
            #expect(try tools.stored == ["a 1.1": "mild in Rome"])
            // The waiting program has outlived the run, and its answer is lost.
            try tools.folder.write("go", "")
            let requests = tools.rehearsal.provider.statistics.requests
            let outcome = try await tools.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try tools.rehearsal.comparableResults == undisturbed)
            #expect(try tools.askedFor == ["a 1.1": 1, "a 1.2": 2])
            #expect(tools.rehearsal.provider.statistics.requests == requests + 2)
        }
    }

    @Test("Kills at any moment do not change the results, and no durable answer is requested again")
    func killedAtAnyMoment() async throws {
        let turns = ["Step by step: get_time Rome, get_weather Oslo, get_time Lima.", "Please get_weather Oslo and get_time Rome."]
        let jobs = (1...12).map { ToolRehearsal.job("job-\($0)", turns) }.joined()
        var undisturbed = ""
        try await ToolRehearsal.with(jobs: jobs) { tools in
            let outcome = try await tools.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            undisturbed = try tools.rehearsal.comparableResults
        }
        try await ToolRehearsal.with(.taking(.milliseconds(10)), jobs: jobs) { tools in
            var tools = tools
            /// The life of the command in which each call's answer was found to be durable.
            var durable: [String: Int] = [:]
            for life in 1...10 {
                let before = ((try? tools.stored) ?? [:]).count
                let further = Int.random(in: 0...8)
                tools.rehearsal.environment["LIFE"] = "\(life)"
                let running = try tools.start(["-c", "4"])
                try await waitUntil("\(further) more answers") {
                    !running.isRunning || ((try? tools.stored) ?? [:]).count >= before + further
                }
                running.signal(SIGKILL)
                guard try await running.wait().wasKilled else { break }
                for call in ((try? tools.stored) ?? [:]).keys where durable[call] == nil { durable[call] = life }
            }
            #expect(durable.count > 10, "the run was over before it could be killed")
            tools.rehearsal.environment["LIFE"] = "11"
            let outcome = try await tools.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try tools.rehearsal.comparableResults == undisturbed)
            let lives = try tools.livesAskedIn
            for (call, life) in durable { #expect(lives[call]?.allSatisfy { $0 <= life } == true, "\(call)") }
            #expect(try tools.stored.count == 12 * 5)
        }
    }

    @Test("After one signal the run waits for its programs, and keeps their answers")
    func drains() async throws {
        try await ToolRehearsal.with(jobs: Self.both) { tools in
            let running = try await begin(tools, ["--json"])
            running.signal(SIGINT)
            try await waitUntil("the signal to be heard") {
                try running.errorsSoFar.contains("stopping: waiting for 0 replies and 1 program; interrupt again to leave at once")
            }
            try tools.folder.write("go", "")
            let outcome = try await running.wait()
            #expect(outcome.status == 3, "\(outcome.errors)")
            #expect(try tools.stored == ["a 1.1": "mild in Rome", "a 1.2": "mild in Waiting"])
            let resumed = try await Binary.shell(outcome.lastErrorLine, in: tools.folder)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try tools.askedFor == ["a 1.1": 1, "a 1.2": 1])
        }
    }

    @Test("A second signal ends the programs at once, before the command exits")
    func aborts() async throws {
        try await ToolRehearsal.with(jobs: Self.both) { tools in
            let running = try await begin(tools)
            running.signal(SIGINT)
            running.signal(SIGTERM)
            let outcome = try await running.wait()
            #expect(outcome.status == 3)
            try await waitUntil("the end of the program") { try !isAlive("waiting", in: tools.folder) }
            #expect(try tools.stored == ["a 1.1": "mild in Rome"])
            try tools.folder.write("go", "")
            #expect(try await tools.run().status == 0)
            #expect(try tools.askedFor == ["a 1.1": 1, "a 1.2": 2])
        }
    }
}
