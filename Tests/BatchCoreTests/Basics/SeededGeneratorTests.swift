import TestSupport
import Testing

@testable import BatchCore

@Suite("Seeded generator")
struct SeededGeneratorTests {
    @Test("The sequence is SplitMix64's")
    func knownSequence() {
        var generator = SeededGenerator(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
        #expect(generator.next() == 0x06C4_5D18_8009_454F)
    }

    @Test("A seed repeats its sequence and another has another")
    func seeds() {
        func sequence(_ seed: UInt64) -> [UInt64] {
            var generator = SeededGenerator(seed: seed)
            return (0..<100).map { _ in generator.next() }
        }
        #expect(sequence(7) == sequence(7))
        #expect(sequence(7) != sequence(8))
    }

    @Test("Units lie in 0 ..< 1 and happenings follow their probability")
    func chance() {
        var generator = SeededGenerator(seed: 3)
        let units = (0..<10_000).map { _ in generator.unit() }
        #expect(units.allSatisfy { (0..<1).contains($0) })
        #expect((4_800...5_200).contains(units.count { $0 < 0.5 }))
        #expect(!(0..<1_000).contains { _ in generator.happens(0) })
        #expect((0..<1_000).allSatisfy { _ in generator.happens(1) })
        #expect((2_200...2_800).contains((0..<10_000).count { _ in generator.happens(0.25) }))
    }
}
