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

@Suite("Nearest name")
struct NearestNameTests {
    private let known = ["turns", "params", "provider", "priority", "messages", "metadata", "id"]

    @Test(
        "A slip finds the name that was meant",
        arguments: [
            ("turn", "turns"), ("tunrs", "turns"), ("Params", "params"), ("priorty", "priority"), ("message", "messages"), ("ID", "id"),
        ])
    func slips(name: String, meant: String) {
        #expect(NearestName.of(name, in: known) == meant)
    }

    @Test("What is near to nothing finds nothing", arguments: ["temperature", "conversations", "", "xyz"])
    func strangers(name: String) {
        #expect(NearestName.of(name, in: known) == nil)
    }

    @Test("A swap of neighbours is one edit")
    func swap() {
        #expect(NearestName.editDistance(Array("form"), Array("from")) == 1)
        #expect(NearestName.editDistance(Array("kitten"), Array("sitting")) == 3)
        #expect(NearestName.editDistance([], Array("abc")) == 3)
    }
}

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

@Suite("Secret")
struct SecretTests {
    private struct Holder {
        let name = "account"
        let key: Secret?
        let all: [String: Secret]
    }

    private static let text = "sk-very-secret-0123456789"

    @Test("A key is not seen, however it is printed")
    func neverPrinted() {
        let secret = Secret(Self.text)
        let holder = Holder(key: secret, all: ["a": secret])
        var dumped = ""
        dump(secret, to: &dumped)
        dump(holder, to: &dumped)
        let printed = [
            "\(secret)", secret.description, String(reflecting: secret), String(describing: secret), "\([secret])", "\(holder)",
            String(reflecting: holder), String(describing: Optional(secret)), "\(Mirror(reflecting: secret).children.map { "\($0)" })",
            dumped,
        ]
        for text in printed { #expect(!text.contains("secret-0123")) }
        #expect(secret.revealed == Self.text)
    }

    @Test("A key is taken out of words that quote it")
    func redacting() {
        let secret = Secret(Self.text)
        #expect(secret.redacting("key \(Self.text) is wrong: \(Self.text)") == "key •••• is wrong: ••••")
        #expect(secret.redacting("nothing here") == "nothing here")
        #expect(Secret("ab").redacting("abracadabra") == "abracadabra")
    }
}
