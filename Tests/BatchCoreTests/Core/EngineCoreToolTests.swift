import TestSupport
import Testing

@testable import BatchCore

@Suite("EngineCore: programs that answer calls of tools")
struct EngineCoreToolTests {
    private static let failure = Failure(code: "tool_failed", message: "no")

    /// Jobs of two turns, whose calls of `f` and `g` a program answers.
    private func rig(
        _ count: Int = 1, accounts: Int = 1, _ change: (inout EngineSettings) -> Void = { _ in }
    ) throws -> CoreRig {
        CoreRig(try (0..<count).map { _ in try ToolTalk(hasCommand: true).conversation }, accounts: accounts, change)
    }

    private static func calls(_ names: String...) -> Outcome { .replied(Reply.calls(names.map { ($0, "{}") })) }

    private func answers(in records: [Record]) -> [String] {
        records.compactMap { record in
            guard case .toolAnswer(_, let answer) = record else { return nil }
            return "\(answer.round).\(answer.call) \(answer.name): \(answer.content)"
        }
    }

    private func failures(in records: [Record]) -> [JobFailure] {
        records.compactMap { if case .failure(_, let failure) = $0 { failure } else { nil } }
    }

    private func text(_ attempt: Attempt) -> String { String(decoding: attempt.request.messages, as: UTF8.self) }

    @Test("A program runs when the calls are durable, and the next round is requested when its answer is durable")
    func order() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f"))
        #expect(rig.runs.isEmpty, "the calls are not durable yet")
        rig.commit()
        let run = try #require(rig.runs.first)
        #expect(rig.runs.count == 1 && rig.sent.count == 1)
        #expect(run.job == rig.core.window[0].conversation.job.id && run.round == 1 && run.turn == 1)
        #expect(run.id.call == 1 && run.call == ToolCall(id: "c1", name: "f", arguments: "{}"))
        rig.end(run, .success("fine"))
        #expect(answers(in: rig.records) == ["1.1 f: fine"])
        #expect(rig.sent.count == 1, "the answer is not durable yet")
        rig.commit()
        #expect(rig.sent.count == 2)
        #expect(text(rig.sent[1]).hasSuffix(#"{"role":"tool","tool_call_id":"c1","content":"fine"}"#))
        guard case .toolAnswer(_, let answer) = rig.records[1] else { Issue.record("another case"); return }
        #expect(answer.latency == .milliseconds(1) && answer.answeredAt == rig.now)
        #expect(rig.core.tally.counts.toolRuns == 1)
    }

    @Test("Each of several answers is recorded at once, and the next round waits for all")
    func parallel() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f", "g", "f"))
        rig.commit()
        #expect(rig.runs.map(\.id.call) == [1, 2, 3])
        rig.end(rig.runs[1], .success("two"))
        #expect(answers(in: rig.records) == ["1.2 g: two"])
        rig.commit()
        rig.end(rig.runs[2], .success("three"))
        rig.commit()
        #expect(rig.sent.count == 1 && rig.core.toolsRunning == 1)
        rig.end(rig.runs[0], .success("one"))
        rig.commit()
        #expect(answers(in: rig.records) == ["1.2 g: two", "1.3 f: three", "1.1 f: one"])
        #expect(rig.sent.count == 2)
        #expect(
            text(rig.sent[1]).hasSuffix(
                #"{"role":"tool","tool_call_id":"c1","content":"one"},{"role":"tool","tool_call_id":"c2","content":"two"},"#
                    + #"{"role":"tool","tool_call_id":"c3","content":"three"}"#))
    }

    @Test("A failed program fails its job when the others have ended, and their answers are kept", arguments: [0, 1, 2])
    func failureOfOne(last: Int) throws {
        var rig = try rig(2)
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f", "g", "f"))
        rig.commit()
        let order = [0, 1, 2].filter { $0 != last } + [last]
        for place in order { rig.end(rig.runs[place], place == 1 ? .failure(Self.failure) : .success("answer \(place + 1)")) }
        rig.commit()
        #expect(Set(answers(in: rig.records)) == ["1.1 f: answer 1", "1.3 f: answer 3"])
        #expect(failures(in: rig.records).map(\.failure) == [Self.failure])
        #expect(failures(in: rig.records).first?.round == 1)
        #expect(rig.core.tally.counts.failed == 1)
        guard case .failure? = rig.records.last else { Issue.record("the failure comes after what is kept"); return }
        // The next run repeats only what failed.
        var talk = try ToolTalk(hasCommand: true)
        talk.reply(Reply.calls([("f", "{}"), ("g", "{}"), ("f", "{}")]))
        talk.answer(1, "answer 1")
        talk.answer(3, "answer 3")
        var second = CoreRig([talk.resumed(revivedAt: rig.now)])
        second.begin()
        #expect(second.sent.isEmpty && second.runs.map(\.id.call) == [2])
        second.end(second.runs[0], .success("answer 2"))
        second.commit()
        #expect(second.sent.count == 1)
    }

    @Test("If several programs fail, the first failure is the job's")
    func failureOfTwo() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f", "g"))
        rig.commit()
        rig.end(rig.runs[1], .failure(Failure(code: "tool_timeout", message: "slow")))
        rig.end(rig.runs[0], .failure(Self.failure))
        rig.commit()
        #expect(failures(in: rig.records).map(\.failure.code) == ["tool_timeout"])
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
    }

    @Test("A call that cannot be answered runs no program, beside one that can")
    func complaint() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("h", "f"))
        rig.commit()
        #expect(rig.runs.map(\.id.call) == [2])
        rig.end(rig.runs[0], .success("fine"))
        rig.commit()
        rig.answer(rig.sent[1], Self.calls("h"))
        rig.commit()
        #expect(rig.runs.count == 1 && rig.sent.count == 3)
    }

    @Test("A resumed conversation runs its open calls, or requests the next round if there are none")
    func resumed() throws {
        var open = try ToolTalk(hasCommand: true)
        open.reply(Reply.calls([("f", "{}"), ("g", "{}")]))
        var answered = open
        open.answer(2, "two")
        answered.answer(1, "one")
        answered.answer(2, "two")
        var rig = CoreRig([open.resumed(), answered.resumed()])
        rig.begin()
        #expect(rig.runs.map(\.id.call) == [1])
        #expect(rig.sent.map(\.request.round) == [2])
        rig.end(rig.runs[0], .success("one"))
        rig.commit()
        #expect(rig.sent.map(\.request.round) == [2, 2])
        #expect(rig.sent[0].request.messages == rig.sent[1].request.messages)
    }

    @Test("Programs start only up to the limit, except for the calls of one reply")
    func concurrency() throws {
        var rig = try rig(5) { $0.toolConcurrency = 2 }
        rig.begin()
        for attempt in rig.sent.prefix(5) { rig.answer(attempt, attempt.id.slot == 0 ? Self.calls("f", "g", "f") : Self.calls("f")) }
        rig.commit()
        #expect(rig.runs.map(\.id.slot) == [0, 0, 0])
        rig.end(rig.runs[0], .success("x"))
        #expect(rig.runs.count == 3)
        rig.end(rig.runs[1], .success("x"))
        #expect(rig.runs.map(\.id.slot) == [0, 0, 0, 1])
        rig.end(rig.runs[2], .success("x"))
        rig.end(rig.runs[3], .failure(Self.failure))
        #expect(rig.runs.map(\.id.slot) == [0, 0, 0, 1, 2, 3])
        #expect(rig.core.toolsRunning == 2)
    }

    @Test("During a drain, the run waits for running programs, keeps their answers, and starts none")
    func stops() throws {
        var rig = try rig(3) { $0.toolConcurrency = 2 }
        rig.begin()
        for attempt in rig.sent { rig.answer(attempt, Self.calls("f")) }
        rig.commit()
        #expect(rig.runs.count == 2)
        rig.give(.stopRequested(.interrupted))
        #expect(rig.ending == nil)
        rig.end(rig.runs[0], .success("one"))
        rig.commit()
        #expect(rig.ending == nil && rig.runs.count == 2)
        rig.end(rig.runs[1], .failure(Self.failure))
        rig.commit()
        guard case .stopped(.interrupted)? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.sent.count == 3)
        #expect(answers(in: rig.records) == ["1.1 f: one"])
        #expect(failures(in: rig.records).count == 1)
    }

    @Test("When aborted, the run ends all programs, keeps the answers received, and ignores later ones")
    func aborts() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f", "g"))
        rig.commit()
        rig.end(rig.runs[0], .success("one"))
        rig.give(.abortRequested)
        #expect(rig.isCancelled && rig.core.toolsRunning == 0)
        rig.give(.toolsEnded([ToolRunResult(id: rig.runs[1].id, answer: .success("two"), startedAt: rig.now, latency: .zero)]))
        rig.commit()
        guard case .stopped(.interrupted)? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(answers(in: rig.records) == ["1.1 f: one"])
        #expect(failures(in: rig.records).isEmpty && rig.sent.count == 1)
    }

    @Test("An account that stops while programs run loses none of their answers, and its jobs are left to the next run")
    func accountStops() throws {
        var rig = try rig(4) { $0.toolConcurrency = 1 }
        rig.begin()
        for attempt in rig.sent.prefix(3) { rig.answer(attempt, Self.calls("f")) }
        rig.commit()
        #expect(rig.runs.count == 1)
        rig.answer(rig.sent[3], .accountStopped(Failure(code: "key_refused", message: "no")))
        #expect(rig.core.tally.held == 3, "the one that was asked, and those whose programs had not begun")
        rig.end(rig.runs[0], .success("one"))
        rig.commit()
        guard case .stopped(.account(let failure))? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(failure.code == "key_refused")
        #expect(rig.runs.count == 1 && rig.sent.count == 4)
        #expect(answers(in: rig.records) == ["1.1 f: one"])
        #expect(failures(in: rig.records).isEmpty && rig.core.tally.held == 4)
    }

    @Test("A slot that was released and reused gets no program by its old place in the queue")
    func slotsAreReused() throws {
        // The account of the even jobs stops. Its slots are released and reused while they are in the queue for programs.
        var rig = try rig(6, accounts: 2) { settings in
            (settings.toolConcurrency, settings.window) = (1, 4)
        }
        rig.readLimit = 4
        rig.begin()
        for attempt in rig.sent where attempt.account.index == 1 { rig.answer(attempt, Self.calls("f")) }
        rig.commit()
        let even = rig.sent.filter { $0.account.index == 0 }
        rig.answer(even[0], Self.calls("f"))
        rig.commit()
        rig.answer(even[1], .accountStopped(Failure(code: "key_refused", message: "no")))
        var ended = 0
        while ended < rig.runs.count {
            ended += 1
            rig.end(rig.runs[ended - 1], .success("x"))
            rig.commit()
            for attempt in rig.sent.suffix(1) where attempt.request.round == 1 && attempt.account.index == 1 {
                rig.answer(attempt, Self.calls("f"))
                rig.commit()
            }
        }
        #expect(Set(rig.runs.map { "\($0.id.slot.index) \($0.id.serial)" }).count == rig.runs.count)
        #expect(rig.core.toolsRunning == 0)
    }

    @Test("Results of unknown or ended runs change nothing")
    func strayResults() throws {
        var rig = try rig()
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f", "g"))
        rig.commit()
        let run = rig.runs[0]
        func result(_ id: ToolRun.ID, _ answer: Result<String, Failure> = .success("stray")) -> ToolRunResult {
            ToolRunResult(id: id, answer: answer, startedAt: rig.now, latency: .zero)
        }
        rig.give(
            .toolsEnded([
                result(.init(slot: 7, serial: 1, call: 1)), result(.init(slot: run.id.slot, serial: run.id.serial + 1, call: 1)),
                result(.init(slot: run.id.slot, serial: run.id.serial, call: 9)), result(.init(slot: -1, serial: 0, call: 0)),
            ]))
        rig.end(run, .success("one"))
        rig.give(.toolsEnded([result(run.id)]))
        #expect(rig.core.toolsRunning == 1)
        rig.end(rig.runs[1], .success("two"))
        rig.give(.toolsEnded([result(rig.runs[1].id, .failure(Self.failure))]))
        rig.commit()
        #expect(answers(in: rig.records) == ["1.1 f: one", "1.2 g: two"])
        #expect(rig.sent.count == 2 && failures(in: rig.records).isEmpty)
    }

    @Test("If the budget is used up while programs run, they finish, and nothing more is requested")
    func budget() throws {
        var rig = try rig { $0.tokenBudget = 10 }
        rig.begin()
        var reply = Reply.calls([("f", "{}")])
        reply.usage = Usage(prompt: 10, completion: 5)
        rig.answer(rig.sent[0], .replied(reply))
        rig.commit()
        #expect(rig.runs.count == 1)
        rig.end(rig.runs[0], .success("one"))
        rig.commit()
        guard case .stopped(.tokenBudget(10))? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.sent.count == 1 && answers(in: rig.records).count == 1)
    }

    @Test("The hindrance is programs if nothing else is in flight")
    func bottleneck() throws {
        var rig = try rig(2)
        rig.begin()
        rig.answer(rig.sent[0], Self.calls("f"))
        rig.commit()
        #expect(rig.core.bottleneck(at: rig.now) == .none)
        rig.answer(rig.sent[1], Self.calls("f"))
        rig.commit()
        #expect(rig.core.bottleneck(at: rig.now) == .programs)
        #expect(rig.core.toolsRunning == 2)
    }
}
