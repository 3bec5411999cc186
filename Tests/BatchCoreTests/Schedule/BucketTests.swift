@testable import BatchCore
import Testing

@Suite("Bucket: a smooth limit per minute")
struct BucketTests {
    static let start = Instant(seconds: 1_700_000_000)

    @Test(
        "No span of a minute takes more than the limit, whatever the pattern of requests",
        arguments: [1, 2, 7, 60, 239, 241, 1_000, 30_000])
    func neverMoreThanTheLimit(limit: Int) {
        var chance = SeededGenerator(seed: UInt64(limit))
        var bucket = Bucket(perMinute: limit)
        var now = Self.start
        var taken: [Instant] = []
        while taken.count < limit * 3 {
            now = now + .microseconds(Int64(chance.next() % UInt64(chance.happens(0.01) ? 40_000_000 : 90_000_000 / UInt64(limit) + 1)))
            if bucket.available(1, at: now) == now {
                bucket.take(1, at: now)
                taken.append(now)
            }
        }
        var first = 0
        for last in taken.indices {
            while taken[last] - taken[first] >= .seconds(60) { first += 1 }
            #expect(last - first + 1 <= limit)
        }
    }

    @Test("With constant demand, it gives almost the whole limit", arguments: [1, 60, 600, 30_000])
    func givesWhatItMay(limit: Int) {
        var bucket = Bucket(perMinute: limit)
        var now = Self.start
        var taken = 0
        let end = Self.start + .seconds(600)
        while true {
            now = bucket.available(1, at: now)
            guard now < end else { break }
            bucket.take(1, at: now)
            taken += 1
        }
        #expect(taken >= limit * 10 * 98 / 100)
        #expect(taken <= limit * 10 + max(1, limit / 240))
    }

    @Test("An amount larger than the bucket is let through once and paid back")
    func largeAmount() {
        var bucket = Bucket(perMinute: 600)
        #expect(bucket.available(5_000, at: Self.start) == Self.start)
        bucket.take(5_000, at: Self.start)
        let next = bucket.available(1, at: Self.start)
        #expect(next - Self.start > .seconds(400))
        #expect(next - Self.start < .seconds(600))
    }

    @Test("A use that no server can have meant is owed for an hour at most")
    func absurdAmount() {
        var bucket = Bucket(perMinute: 6_000)
        bucket.take(10, at: Self.start)
        bucket.settle(taken: 10, used: Double(Int.max))
        #expect(bucket.available(1, at: Self.start) - Self.start < .seconds(4_000))
    }

    @Test("Tokens reserved in excess are returned")
    func settles() {
        var bucket = Bucket(perMinute: 6_000)
        bucket.take(1_000, at: Self.start)
        let late = bucket.available(10, at: Self.start)
        bucket.settle(taken: 1_000, used: 10)
        #expect(bucket.available(10, at: Self.start) < late)
        #expect(bucket.available(10, at: Self.start) == Self.start)
    }
}
