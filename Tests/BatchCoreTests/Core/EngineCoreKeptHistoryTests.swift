import Testing

@testable import BatchCore

@Suite("EngineCore: histories that servers keep")
struct EngineCoreKeptHistoryTests {
    private func rig(_ count: Int = 1, _ kept: KeptHistory = .unproven) throws -> CoreRig {
        try rig(models: Array(repeating: "m", count: count), kept)
    }

    private func rig(models: [String], _ kept: KeptHistory = .unproven) throws -> CoreRig {
        CoreRig(
            try models.map { model in
                try ResponsesTalk(members: #","model":"\#(model)""#) { ($0.keptHistory, $0.provider) = (kept, "provider-0") }.conversation
            })
    }

    private static let asked = AskedModel(provider: "provider-0", model: "m")

    private static func reply(_ prompt: Int, id: String = "resp_1") -> Outcome {
        .replied(
            Reply(
                content: ResponsesTalk.story, finishReason: "stop", responseID: id, usage: Usage(prompt: prompt, completion: 80)))
    }

    /// Answers the attempts, and makes everything durable.
    private func answer(_ attempts: some Sequence<Attempt>, _ prompt: Int, id: String = "resp_1", _ rig: inout CoreRig) {
        for attempt in Array(attempts) { rig.answer(attempt, Self.reply(prompt, id: id)) }
        for _ in 0..<2 { rig.commit() }
    }

    private static let lost = Outcome.historyLost(Failure(code: "history_lost", message: "not found", httpStatus: 404))

    private func previous(_ attempts: some Sequence<Attempt>) -> [String?] { attempts.map(\.request.previousResponse) }

    private func outcomes(_ rig: CoreRig) -> [String] {
        rig.records.map { record in
            switch record {
            case .round(_, let round, _): "round \(round.number)"
            case .attempt(_, let round, let attempt): "\(attempt.outcome) \(attempt.failure?.code ?? "") of \(round)"
            case .toolAnswer, .failure: "other"
            }
        }
    }

    @Test("A conversation continues the history that the server keeps, round by round")
    func kept() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.reply(20, id: "resp_1"))
        rig.commit()
        rig.answer(rig.sent[1], Self.reply(110, id: "resp_2"))
        rig.commit()
        rig.answer(rig.sent[2], Self.reply(210, id: "resp_3"))
        rig.commit()
        #expect(previous(rig.sent) == [nil, "resp_1", "resp_2"])
        #expect(rig.core.tally.counts.completed == 1 && rig.core.tally.historyLost.isEmpty)
    }

    @Test("If the server has lost the history, the round is requested again with all of it, and no attempt counts")
    func lost() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.reply(20))
        rig.commit()
        rig.answer(rig.sent[1], Self.lost)
        #expect(previous(rig.sent) == [nil, "resp_1", nil])
        rig.answer(rig.sent[2], Self.reply(110, id: "resp_2"))
        rig.commit()
        #expect(previous(rig.sent) == [nil, "resp_1", nil, "resp_2"], "what it has kept since can be gone on from")
        rig.answer(rig.sent[3], Self.lost)
        rig.answer(rig.sent[4], Self.reply(200, id: "resp_3"))
        rig.commit()
        #expect(outcomes(rig) == ["round 1", "history_lost history_lost of 2", "round 2", "history_lost history_lost of 3", "round 3"])
        #expect(rig.core.tally.historyLost == [Self.asked: HistoryLoss(refused: 2)])
        #expect(rig.core.tally.counts.completed == 1 && rig.core.tally.counts.retries == 0)
    }

    @Test("A reply to an incomplete history is no round: it is requested again, counted as waste, and no more trials are made")
    func leftOut() throws {
        var rig = try rig(4)
        rig.begin()
        answer(rig.sent, 20, &rig)
        let second = Array(rig.sent[4...])
        #expect(previous(second) == ["resp_1", nil, nil, nil], "one of them tries whether anything is kept")
        rig.answer(second[0], Self.reply(15, id: "resp_2"))
        #expect(previous(rig.sent[8...]) == [nil])
        rig.answer(rig.sent[8], Self.reply(110, id: "resp_2"))
        answer(second[1...], 110, id: "resp_2", &rig)
        #expect(previous(rig.sent[9...]) == [nil, nil, nil, nil])
        #expect(outcomes(rig).filter { $0.hasPrefix("history") } == ["history_lost history_left_out of 2"])
        #expect(rig.core.tally.historyLost == [Self.asked: HistoryLoss(leftOut: 1)])
        #expect(rig.core.tally.counts.wastedTokens == 95 && rig.core.tally.counts.rounds == 8)
    }

    @Test("When one reply has shown that the history is kept, all conversations continue theirs")
    func proven() throws {
        var rig = try rig(3)
        rig.begin()
        answer(rig.sent, 20, &rig)
        answer(rig.sent[3...], 110, id: "resp_2", &rig)
        #expect(previous(rig.sent) == [nil, nil, nil, "resp_1", nil, nil, "resp_2", "resp_2", "resp_2"])
    }

    @Test("Kept histories of one model say nothing about another behind the same gateway")
    func modelsApart() throws {
        var rig = try rig(models: ["kept", "kept", "dropped", "dropped"])
        rig.begin()
        answer(rig.sent, 20, &rig)
        let second = Array(rig.sent[4...])
        #expect(previous(second) == ["resp_1", nil, "resp_1", nil], "each model is tried by one")
        rig.answer(second[0], Self.reply(110, id: "resp_2"))
        rig.answer(second[2], Self.reply(15, id: "resp_2"))
        #expect(previous(rig.sent[8...]) == [nil])
        rig.answer(rig.sent[8], Self.reply(110, id: "resp_2"))
        answer([second[1], second[3]], 110, id: "resp_2", &rig)
        #expect(previous(rig.sent[9...]).sorted { ($0 ?? "") < ($1 ?? "") } == [nil, nil, "resp_2", "resp_2"])
        #expect(rig.core.tally.historyLost == [AskedModel(provider: "provider-0", model: "dropped"): HistoryLoss(leftOut: 1)])
    }

    @Test("A trial that failed for another reason is made again")
    func trialAgain() throws {
        var rig = try rig(2)
        rig.begin()
        answer(rig.sent, 20, &rig)
        rig.answer(rig.sent[2], .throttled(Failure(code: "rate_limited", message: "", wait: .seconds(1))))
        rig.answer(rig.sent[3], Self.reply(110, id: "resp_2"))
        for _ in 0..<3 { rig.commit() }
        #expect(previous(rig.sent[4...]).contains("resp_1"), "\(previous(rig.sent))")
    }

    @Test("If kept histories are documented, all conversations continue them from the start; a missing history is still detected")
    func documented() throws {
        var rig = try rig(2, .documented)
        rig.begin()
        answer(rig.sent, 20, &rig)
        #expect(previous(rig.sent) == [nil, nil, "resp_1", "resp_1"])
        for attempt in rig.sent[2...] { rig.answer(attempt, Self.reply(10)) }
        #expect(previous(rig.sent[4...]) == [nil, nil])
        #expect(rig.core.tally.historyLost[Self.asked]?.leftOut == 2)
    }
}
