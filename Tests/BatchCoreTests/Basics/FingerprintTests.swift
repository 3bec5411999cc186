import TestSupport
import Testing

@testable import BatchCore

@Suite("Fingerprint")
struct FingerprintTests {
    @Test("Near texts have different fingerprints, in both halves")
    func distinct() {
        let prints = (0..<20_000).map { Fingerprint("job-\($0)".utf8) }
        #expect(Set(prints.map(\.high)).count == prints.count)
        #expect(Set(prints.map(\.low)).count == prints.count)
        #expect(Fingerprint("".utf8) != Fingerprint("\0".utf8))
        #expect(Fingerprint("ab".utf8) != Fingerprint("ba".utf8))
        #expect(Fingerprint("same".utf8) == Fingerprint(Array("same".utf8)))
    }

    @Test("Every bit is set for about half of the texts")
    func bits() {
        let count = 4_096
        let prints = (0..<count).map { Fingerprint("line-\($0)".utf8) }
        for bit in 0..<64 {
            let high = prints.count { $0.high >> UInt64(bit) & 1 == 1 }
            let low = prints.count { $0.low >> UInt64(bit) & 1 == 1 }
            #expect((count * 4 / 10...count * 6 / 10).contains(high), "bit \(bit) of the high half")
            #expect((count * 4 / 10...count * 6 / 10).contains(low), "bit \(bit) of the low half")
        }
    }
}
