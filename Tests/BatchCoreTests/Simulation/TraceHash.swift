import BatchCore
import TestSupport

/// A hash that differs if two runs differ in any effect of the core.
struct TraceHash: Equatable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ effect: EngineEffect, at now: Instant) {
        add(UInt64(bitPattern: now.nanoseconds))
        switch effect {
        case .readJobs(let count, let account, _): add(1, UInt64(count), UInt64(account.index))
        case .send(let attempts):
            for attempt in attempts {
                add(2, UInt64(attempt.id.slot.index), UInt64(attempt.id.serial), UInt64(attempt.request.messages.count))
            }
        case .runTools(let runs): for run in runs { add(7, UInt64(run.id.slot.index), UInt64(run.id.serial), UInt64(run.id.call)) }
        case .commit(let records): for record in records { add(3, UInt64(record.job.number)) }
        case .setTimer(let at): add(4, UInt64(bitPattern: at.nanoseconds))
        case .cancelAttempts: add(5)
        case .finish: add(6)
        }
    }

    private mutating func add(_ values: UInt64...) {
        for value in values { state = (state ^ value) &* 0x0000_0100_0000_01B3 }
    }
}
