import BatchCore
import BatchEngine
import TestSupport
import Testing

/// A kind of checkpoint store, to test the port's contract.
struct StoreKind: Sendable, CustomTestStringConvertible {
    /// A store of `lines`, and a closure that opens it again after its release.
    struct Opened {
        var store: any CheckpointStore
        var reopen: () throws -> Opened
    }

    var testDescription: String
    var open: @Sendable ([IngestLine]) throws -> Opened

    static let memory = StoreKind(testDescription: "memory") { lines in opened(MemoryStore(lines: lines)) }

    static let sqlite = StoreKind(testDescription: "SQLite") { lines in
        let folder = try StateFolder()
        try folder.ingest(lines)
        return try opened(in: folder)
    }

    private static func opened(_ store: MemoryStore) -> Opened {
        Opened(store: store) { opened(store.reopened()) }
    }

    private static func opened(in folder: StateFolder) throws -> Opened {
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        return Opened(store: store) {
            file.close()
            return try opened(in: folder)
        }
    }
}

@Suite("Every checkpoint store")
struct CheckpointStoreConformance {
    static let kinds = [StoreKind.memory, .sqlite]

    @Test("returns jobs by priority and then by line, each once", arguments: kinds)
    func order(of kind: StoreKind) async throws {
        let opened = try kind.open([
            .sample("a", line: 1), .sample("b", line: 2, priority: 5), .sample("c", line: 3, priority: -1),
            .sample("d", line: 4), .sample("e", line: 5, priority: 5), .sample("f", line: 6, priority: .max),
        ])
        #expect(try await opened.store.jobs(4).map(\.id).first == "f")
        let rest = try await opened.reopen().store.allJobs(by: 2)
        #expect(rest.map(\.id) == ["f", "b", "e", "a", "d", "c"])
        #expect(rest.map(\.line) == [6, 2, 5, 1, 4, 3])
        #expect(rest.map(\.text).first == Array(IngestLine.sample("f", line: 6).text))
    }

    @Test("returns jobs by the providers that they name, each once, with and without rounds", arguments: kinds)
    func providers(of kind: StoreKind) async throws {
        let opened = try kind.open([
            .sample("a", line: 1), .sample("b", line: 2, provider: "one"), .sample("c", line: 3, provider: "two", turns: 2),
            .sample("d", line: 4, priority: 5, provider: "one"), .sample("e", line: 5, turns: 2), .sample("f", line: 6, provider: "three"),
        ])
        try await opened.store.committed([.sample(3, round: 1), .sample(5, round: 1)]).get()
        let store = try opened.reopen().store
        #expect(try await store.jobs(1, ofProviders: ["", "one"]).map(\.id) == ["e"])
        #expect(try await store.allJobs(by: 2, ofProviders: ["two"]).map(\.id) == ["c"])
        #expect(try await store.allJobs(by: 2, ofProviders: ["", "one"]).map(\.id) == ["d", "a", "b"])
        #expect(try await store.allJobs(ofProviders: ["four"]).isEmpty)
    }

    @Test("names a provider of unfinished jobs that no account serves", arguments: kinds)
    func unservedProviders(of kind: StoreKind) async throws {
        let opened = try kind.open([
            .sample("a", line: 1, provider: "one"), .sample("b", line: 2, provider: "two", turns: 2), .sample("c", line: 3),
            .sample("d", line: 4, provider: "three"), .sample("e", line: 5, provider: "three"),
        ])
        let store = opened.store
        #expect(try await store.unserved(besides: ["", "one", "two", "three"]) == nil)
        #expect(try await store.unserved(besides: ["one", "two", "three"])?.isEmpty == true)
        #expect(try await store.unserved(besides: ["", "one", "two"]) == "three")
        try await store.committed([.sample(2, round: 1), .sample(4, round: 1, ends: true), .failed(5, round: 1)]).get()
        #expect(try await store.unserved(besides: ["", "one", "two"]) == nil, "its jobs are finished, or have failed")
        #expect(try await store.unserved(besides: ["", "one"]) == "two", "a job in progress is unfinished")
        try await store.committed([.sample(3, round: 1, ends: true)]).get()
        #expect(try await store.unserved(besides: ["one", "two"]) == nil)
    }

    @Test("returns no more jobs than requested, and none after the last", arguments: kinds)
    func counts(of kind: StoreKind) async throws {
        let opened = try kind.open((1...5).map { .sample("job-\($0)", line: $0) })
        for line in 1...5 { #expect(try await opened.store.jobs(1).map(\.line) == [line]) }
        for _ in 1...3 { #expect(try await opened.store.jobs(1).isEmpty) }
    }

    @Test("returns nothing if there are no jobs", arguments: kinds)
    func empty(_ kind: StoreKind) async throws {
        #expect(try await kind.open([]).store.jobs(10).isEmpty)
    }

    @Test("returns jobs with rounds before those without, with all their rounds", arguments: kinds)
    func resuming(_ kind: StoreKind) async throws {
        let opened = try kind.open((1...6).map { .sample("job-\($0)", line: $0, priority: $0 == 2 ? 9 : 0, turns: 3) })
        #expect(try await opened.store.jobs(6).count == 6)
        try await opened.store.committed([.sample(5, round: 1), .sample(3, round: 1)]).get()
        try await opened.store.committed([.sample(5, round: 2), .sample(6, round: 1), .sample(6, round: 2)]).get()
        let jobs = try await opened.reopen().store.allJobs(by: 2)
        #expect(jobs.map(\.line) == [3, 5, 6, 2, 1, 4])
        #expect(jobs.map { $0.rounds.map(\.number) } == [[1], [1, 2], [1, 2], [], [], []])
    }

    @Test("returns no job that is finished or has failed", arguments: kinds)
    func unfinished(_ kind: StoreKind) async throws {
        let opened = try kind.open((1...5).map { .sample("job-\($0)", line: $0) })
        #expect(try await opened.store.jobs(5).count == 5)
        try await opened.store.committed([
            .sample(1, round: 1), .sample(1, round: 2, ends: true), .sample(2, round: 1, ends: true), .sample(3, round: 1),
            .failed(3, round: 2), .attempt(JobKey(4), round: 1, .sample(failure: Failure(code: "busy", message: "Busy."))),
            .failed(4, round: 1),
        ]).get()
        #expect(try await opened.reopen().store.allJobs().map(\.line) == [5])
    }

    @Test("returns each job once although rounds are committed between the reads", arguments: kinds)
    func once(_ kind: StoreKind) async throws {
        let opened = try kind.open((1...9).map { .sample("job-\($0)", line: $0) })
        try await opened.store.committed([.sample(8, round: 1)]).get()
        let next = try opened.reopen()
        var lines: [Int] = []
        while let job = try await next.store.jobs(1).first {
            lines.append(job.line)
            let round = job.rounds.count + 1
            try await next.store.committed([.sample(job.key.number, round: round)]).get()
        }
        #expect(lines == [8, 1, 2, 3, 4, 5, 6, 7, 9])
    }

    @Test("commits nothing of a batch with a duplicate round, and refuses later batches", arguments: kinds)
    func duplicates(_ kind: StoreKind) async throws {
        let opened = try kind.open([.sample("a", line: 1, turns: 3), .sample("b", line: 2)])
        try await opened.store.committed([.sample(1, round: 1)]).get()
        let refused = await opened.store.committed([.sample(1, round: 2), .sample(1, round: 1), .sample(2, round: 1)])
        let later = await opened.store.committed([.sample(2, round: 1)])
        guard case .failure(let first) = refused, case .failure(let second) = later else {
            Issue.record("the batch was committed")
            return
        }
        #expect(first == second)
        let jobs = try await opened.reopen().store.allJobs()
        #expect(jobs.map { $0.rounds.count } == [1, 0])
    }

    @Test("accepts a job's failure once", arguments: kinds)
    func failsOnce(_ kind: StoreKind) async throws {
        let opened = try kind.open([.sample("a", line: 1)])
        try await opened.store.committed([.failed(1, round: 1)]).get()
        await #expect(throws: StoreError.self) { try await opened.store.committed([.failed(1, round: 1)]).get() }
    }

    @Test("answers commits in the order of the calls, also empty ones", arguments: kinds)
    func answers(_ kind: StoreKind) async throws {
        let opened = try kind.open([.sample("a", line: 1, turns: 100)])
        let (answers, asked) = AsyncStream.makeStream(of: Int.self)
        for round in 1...50 {
            opened.store.commit(round == 25 ? [] : [.sample(1, round: round)]) { result in
                if case .success = result { asked.yield(round) }
                if round == 50 { asked.finish() }
            }
        }
        #expect(await answers.reduce(into: []) { $0.append($1) } == Array(1...50))
    }

    @Test("returns rounds unchanged", arguments: kinds)
    func roundTrip(_ kind: StoreKind) async throws {
        let rounds = Self.peculiarRounds
        let opened = try kind.open([.sample("a", line: 1, turns: 100)])
        try await opened.store.committed(rounds.map { .round(JobKey(1), $0, .sample()) }).get()
        let read = try #require(try await opened.reopen().store.jobs(1).first)
        #expect(read.rounds.count == rounds.count)
        for (round, original) in zip(read.rounds, rounds) {
            #expect(round.reply == original.reply)
            #expect(round.number == original.number)
            #expect(round.attempts == original.attempts)
            #expect(round.latency == original.latency)
            #expect(round.firstToken == original.firstToken)
            #expect(round.createdAt == original.createdAt)
            #expect(round.provider == original.provider)
            #expect(round.cost == original.cost)
            #expect(round.endsConversation == original.endsConversation)
            // Swift's string equality ignores how a letter is composed, but text to a provider must keep it.
            #expect(round.reply.content.map { Array($0.utf8) } == original.reply.content.map { Array($0.utf8) })
        }
    }

    /// Rounds with values that are easily lost: characters at the limits of Unicode, nil and empty values, large numbers.
    private static var peculiarRounds: [Round] {
        let texts: [String?] = [
            nil, "", "\0", "a\0b\0", "\u{10FFFF}", "e\u{301}\u{E9}", "\u{FEFF}\r\n\u{2028}", String(repeating: "€", count: 300_000),
        ]
        let usages: [Usage?] = [
            nil, Usage(prompt: nil, completion: nil), Usage(prompt: 0, completion: nil, raw: JSONText("{}")),
            Usage(prompt: .max, completion: 1, total: .max, cached: 0, reasoning: 7, raw: JSONText(#"{"a": 1e3}"#)),
        ]
        let costs = [
            nil, Cost(total: .zero), Cost(total: Dollars(picodollars: 1), savedByCache: .zero),
            Cost(total: Dollars(picodollars: 1_234_567_890_123), savedByCache: Dollars(picodollars: 7_000_000_000_000_001)),
        ]
        var rounds: [Round] = []
        for (index, text) in texts.enumerated() {
            var usage = usages[index % usages.count]
            if index == 6 { usage?.total = nil }
            let reply = Reply(
                content: text, reasoning: texts[(index + 1) % texts.count],
                toolCalls: index.isMultiple(of: 2) ? nil : JSONText(#"[{"id":"\u0000"}]"#), finishReason: text == nil ? nil : "",
                responseID: index == 3 ? nil : "\0id", model: index == 4 ? nil : "modèle", systemFingerprint: index == 5 ? "" : nil,
                usage: usage)
            rounds.append(
                Round(
                    number: index + 1, reply: reply, attempts: index, latency: .milliseconds(index * 86_400_000),
                    firstToken: index % 2 == 0 ? nil : .milliseconds(index),
                    createdAt: Instant(unixMilliseconds: Int64(index) - 3), provider: index == 0 ? "" : "fournisseur",
                    cost: costs[index % costs.count]))
        }
        return rounds
    }
}
