@testable import BatchCore
import Testing

@Suite("EngineCore: limits that are not lifted")
struct EngineCoreLimitTests {
    /// Two conversations of one model. The first is always refused, and `isAnswered` decides about the second.
    private func rigWithLimitOfOne(turns: Int, models: [String] = ["m", "m"], _ isAnswered: (Int) -> Bool = { _ in true }) -> CoreRig {
        var rig = CoreRig(
            [1, turns].enumerated().map { number, count in
                let turns = (0..<count).map { Turn(content: JSONText(string: "turn \($0)")) }
                return Conversation(job: Job(id: "job-\(number)", line: number + 1, model: models[number], turns: turns))
            })
        rig.begin()
        let poisoned = rig.sent[0].id.slot
        rig.answerAll { attempt in
            let isRefused = attempt.id.slot == poisoned && attempt.request.round == 1 || !isAnswered(attempt.request.round)
            let refusal = Failure(code: "rate_limited", message: "too many tokens", wait: .seconds(60))
            return isRefused ? .throttled(refusal) : .replied(Reply(content: "fine"))
        }
        return rig
    }

    private func failures(_ rig: CoreRig) -> [Failure] {
        rig.records.compactMap { if case .failure(_, let failure) = $0 { failure.failure } else { nil } }
    }

    @Test("A job that meets a limit for long while others are answered fails, and delays no other")
    func limitOfOne() {
        let rig = rigWithLimitOfOne(turns: 60)
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.core.tally.counts.completed == 1 && rig.core.tally.counts.failed == 1)
        #expect(failures(rig).map(\.code) == ["limit_never_lifted"])
        #expect(failures(rig).first?.message.hasSuffix("while others were answered: too many tokens") == true)
        let waits = rig.records.compactMap { if case .attempt(_, _, let attempt) = $0 { attempt } else { nil } }
        #expect(waits.last?.wait == nil && waits.first?.wait != nil)
    }

    @Test("Refusals by an account that has stopped do not count against its fallback")
    func fallback() {
        var window = Window(capacity: 1)
        let job = Job(id: "a", line: 1, turns: [Turn(content: JSONText(string: "x"))])
        let conversation = Conversation(job: job)
        let admission = Admission(key: JobKey(1), account: AccountID(0), conversation: conversation, spare: conversation)
        let slot = window.insert(admission)
        let start = Instant(seconds: 1_700_000_000)
        for minute in 0...30 {
            let now = start + .seconds(minute * 60)
            window.refuse(slot, at: now, lastReply: now)
        }
        #expect(window[slot].refusals.areHopeless(at: start + .seconds(1_800), patience: .seconds(1_800)))
        let hasFallenBack = window.fallBack(slot, to: AccountID(1))
        #expect(hasFallenBack)
        window.refuse(slot, at: start + .seconds(3_600), lastReply: start + .seconds(3_600))
        #expect(!window[slot].refusals.areHopeless(at: start + .seconds(3_600), patience: .seconds(1_800)))
    }

    @Test("If only retries are left, the time of the next one is reported")
    func retries() {
        var rig = CoreRig(turns: [1])
        rig.begin()
        rig.answer(rig.sent[0], .transient(Failure(code: "server_error", message: "boom", httpStatus: 500, wait: .seconds(9))))
        guard case .retries(let until) = rig.core.bottleneck(at: rig.now) else { Issue.record("another case"); return }
        #expect(until >= rig.now + .seconds(9), "not before the requested wait")
    }

    @Test("A limit that applies to all jobs, or to a model, stops the account and fails no job")
    func limitOfAll() {
        // All conversations were answered for some time, and then none.
        for rig in [rigWithLimitOfOne(turns: 60) { $0 < 10 }, rigWithLimitOfOne(turns: 60, models: ["a", "b"])] {
            guard case .stopped(.account(let failure))? = rig.ending else {
                Issue.record("\(String(describing: rig.ending))")
                return
            }
            #expect(failure.code == "limit_never_lifted" && failure.advice != nil)
            #expect(failures(rig).isEmpty)
        }
    }
}
