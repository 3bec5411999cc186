import TestSupport
import Testing

@testable import BatchCore

@Suite("GroupCommit: when records are written")
struct GroupCommitTests {
    static let start = Instant(seconds: 1_700_000_000)

    private func record(_ number: Int64) -> Record {
        .failure(JobKey(number), JobFailure(failure: Failure(code: "x", message: "x"), round: 1, attempts: 1, failedAt: Self.start))
    }

    @Test("A record waits for company, but not longer than the linger, and not at all when none can come")
    func linger() {
        var ledger = GroupCommit(linger: .milliseconds(2), fullGroup: 3)
        ledger.add(record(1), at: Self.start)
        #expect(ledger.takeDue(at: Self.start, isAlone: false) == nil)
        #expect(ledger.nextDue == Self.start + .milliseconds(2))
        #expect(ledger.takeDue(at: Self.start + .milliseconds(2), isAlone: false)?.count == 1)
        _ = ledger.committed()
        ledger.add(record(2), at: Self.start)
        #expect(ledger.takeDue(at: Self.start, isAlone: true)?.count == 1)
        _ = ledger.committed()
        for number in 3...5 { ledger.add(record(Int64(number)), at: Self.start) }
        #expect(ledger.takeDue(at: Self.start, isAlone: false)?.count == 3)
    }

    @Test("One commit is in progress at a time, and it releases only the slots that waited for it")
    func oneAtATime() {
        var ledger = GroupCommit(linger: .zero, fullGroup: 1)
        ledger.add(record(1), releasing: 7, at: Self.start)
        #expect(ledger.takeDue(at: Self.start, isAlone: false)?.count == 1)
        ledger.add(record(2), releasing: 8, at: Self.start)
        ledger.add(record(3), at: Self.start)
        #expect(ledger.takeDue(at: Self.start + .seconds(1), isAlone: true) == nil)
        #expect(ledger.nextDue == .distantFuture)
        #expect(ledger.committed() == [7])
        #expect(ledger.takeDue(at: Self.start + .seconds(1), isAlone: true)?.count == 2)
        #expect(ledger.committed() == [8])
        #expect(ledger.isIdle)
    }

    @Test("From the high water mark it holds back until half is durable")
    func hysteresis() {
        var ledger = GroupCommit(linger: .zero, fullGroup: 1, highWater: 4)
        ledger.add(record(1), at: Self.start)
        _ = ledger.takeDue(at: Self.start, isAlone: true)
        for number in 2...3 { ledger.add(record(Int64(number)), at: Self.start) }
        #expect(!ledger.holdsBack)
        ledger.add(record(4), at: Self.start)
        #expect(ledger.holdsBack)
        _ = ledger.committed()
        #expect(ledger.holdsBack, "three of four are still to be written")
        _ = ledger.takeDue(at: Self.start, isAlone: true)
        _ = ledger.committed()
        #expect(!ledger.holdsBack)
    }
}
