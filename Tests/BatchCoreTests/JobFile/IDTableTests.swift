import Testing

@testable import BatchCore

@Suite("Table of ids")
struct IDTableTests {
    @Test("Every fingerprint is found with its line after the table has grown, in 20 to 40 bytes each")
    func insertion() {
        var table = IDTable()
        let prints = (1...20_000).map { Fingerprint("\($0)".utf8) }
        for (place, print) in prints.enumerated() where table.insert(print, line: place + 1) != nil {
            Issue.record("line \(place + 1) was taken for another")
        }
        #expect((20 * prints.count...40 * prints.count).contains(table.byteCount))
        for (place, print) in prints.enumerated() where table.insert(print, line: 99_999) != place + 1 {
            Issue.record("line \(place + 1) was lost")
        }
    }

    @Test("Fingerprints with an equal half differ")
    func halves() {
        var table = IDTable()
        var print = Fingerprint("a".utf8)
        #expect(table.insert(print, line: 1) == nil)
        print.low ^= 1 << 63
        #expect(table.insert(print, line: 2) == nil)
        print.high ^= 1
        #expect(table.insert(print, line: 3) == nil)
        #expect(table.insert(print, line: 4) == 3)
    }
}
