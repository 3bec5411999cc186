import Foundation
import Testing

import BatchCore
@testable import BatchEngine

@Suite("System clock")
struct SystemClockTests {
    @Test("returns the wall clock's time")
    func wallTime() {
        let told = SystemClock().now()
        let wall = Date().timeIntervalSince1970
        #expect(abs(told.nanoseconds / 1_000_000_000 - Int64(wall)) <= 60)
    }

    @Test("never goes backwards, and advances")
    func order() {
        let clock = SystemClock()
        let first = clock.now()
        var last = first
        for _ in 0..<100_000 {
            let next = clock.now()
            #expect(next >= last)
            last = next
        }
        #expect(last > first)
    }
}
