import TestSupport
import Testing

@testable import BatchCore

@Suite("Secret")
struct SecretTests {
    private struct Holder {
        let name = "account"
        let key: Secret?
        let all: [String: Secret]
    }

    private static let text = "sk-very-secret-0123456789"

    @Test("A key stays hidden, however it is printed")
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

    @Test("A key is removed from text that quotes it")
    func redacting() {
        let secret = Secret(Self.text)
        #expect(secret.redacting("key \(Self.text) is wrong: \(Self.text)") == "key •••• is wrong: ••••")
        #expect(secret.redacting("nothing here") == "nothing here")
        #expect(Secret("ab").redacting("abracadabra") == "abracadabra")
    }
}
