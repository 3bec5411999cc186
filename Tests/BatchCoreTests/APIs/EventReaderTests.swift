import TestSupport
import Testing

@testable import BatchCore

@Suite("Event streams")
struct EventReaderTests {
    private func events(_ text: String) -> [String] {
        var reader = EventReader()
        var events = reader.read(Array(text.utf8)[...])
        if let last = reader.finish() { events.append(last) }
        return events.map { ($0.name.isEmpty ? "" : "\($0.name)=") + String(decoding: $0.data, as: UTF8.self) }
    }

    @Test("each line end ends a line once")
    func lineEnds() {
        for lineEnd in ["\n", "\r\n", "\r"] {
            let text = ["data: a", "data:  b", "", "", ": c", "data", "data:", "", "event:x", "data:d", "", ""]
                .joined(separator: lineEnd)
            #expect(events(text) == ["a\n b", "\n", "x=d"])
        }
        #expect(events("data: a\r\rdata: b\n\r\n") == ["a", "b"])
        #expect(events("data: a\n\rdata: b\r\n\n") == ["a", "b"])
    }

    @Test("a kind holds for its event alone")
    func kinds() {
        #expect(events("event: a\ndata: 1\n\ndata: 2\n\nevent: b\n\ndata: 3\n\n") == ["a=1", "2", "3"])
    }

    @Test("a line that only resembles a field is ignored")
    func otherFields() {
        #expect(events("database: 1\n data: 2\nDATA: 3\neventful: x\nid: 4\nretry: 5\n\n").isEmpty)
    }

    @Test("a byte order mark counts at the beginning alone, also in pieces")
    func byteOrderMark() {
        #expect(events("\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n") == ["a"])
        var reader = EventReader()
        var found: [ServerEvent] = []
        for byte in Array("\u{FEFF}data: a\n\n".utf8) { found += reader.read([byte]) }
        #expect(found == [ServerEvent(data: Array("a".utf8))])
    }

    @Test("an unfinished event is given at the end")
    func unfinished() {
        #expect(events("data: a\n\ndata: b") == ["a", "b"])
        #expect(events("data: a\n\ndata: b\n") == ["a", "b"])
        #expect(events("data: a\n\n: b") == ["a"])
        #expect(events("event: x").isEmpty)
    }

    @Test("only data is counted")
    func dataCount() {
        var reader = EventReader()
        _ = reader.read(Array(": keep-alive\n\n\n\nevent: ping\nid: 3\ndata:\n\n".utf8)[...])
        #expect(reader.dataCount == 0)
        _ = reader.read(Array("data: abc\n\n".utf8)[...])
        #expect(reader.dataCount == 3)
    }

    @Test(
        "a stream is known by its beginning",
        arguments: [
            ("data: x", true), (": x", true), (":", true), ("event: x", true), ("id: 1", true), ("retry: 1", true),
            ("\u{FEFF}data: x", true), ("", nil), ("da", nil), ("data", nil), ("r", nil), ("\u{FEFF}", nil), ("\u{FEFF}ev", nil),
            ("{}", false), ("[", false), ("dates", false), ("<html>", false), ("null", false), ("\u{FEFF}{", false),
        ] as [(String, Bool?)])
    func beginnings(text: String, expected: Bool?) { #expect(EventReader.begins(Array(text.utf8)[...]) == expected) }
}
