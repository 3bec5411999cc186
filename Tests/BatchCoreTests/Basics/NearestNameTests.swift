import TestSupport
import Testing

@testable import BatchCore

@Suite("Nearest name")
struct NearestNameTests {
    private let known = ["turns", "params", "provider", "priority", "messages", "metadata", "id"]

    @Test(
        "A misspelled name finds the known one",
        arguments: [
            ("turn", "turns"), ("tunrs", "turns"), ("Params", "params"), ("priorty", "priority"), ("message", "messages"), ("ID", "id"),
        ])
    func slips(name: String, meant: String) {
        #expect(NearestName.of(name, in: known) == meant)
    }

    @Test("A name that is near to no known one finds none", arguments: ["temperature", "conversations", "", "xyz"])
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
