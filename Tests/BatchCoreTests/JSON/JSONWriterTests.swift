import BatchCore
import Testing

@Suite("JSON writing")
struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("Commas are written between values and nowhere else")
    func commas() {
        let text = text { writer in
            writer.beginObject()
            writer.member("a", 1)
            writer.name("b")
            writer.beginArray()
            writer.beginArray()
            writer.endArray()
            writer.items(JSONItems())
            writer.items(JSONItems(elementsOf: JSONText(constant: "[1,2]")))
            writer.bool(true)
            writer.null()
            writer.beginObject()
            writer.endObject()
            writer.endArray()
            writer.member("c", nil as String?)
            writer.member("d", nil as Int?)
            writer.member("e", "x")
            writer.endObject()
        }
        #expect(text == #"{"a":1,"b":[[],1,2,true,null,{}],"c":null,"d":null,"e":"x"}"#)
    }

    @Test("Each line of a JSONL file is a new text, and a cleared writer starts again")
    func beginsAnew() {
        var writer = JSONWriter()
        for _ in 0..<2 {
            writer.beginObject()
            writer.endObject()
            writer.endLine()
        }
        #expect(writer.bytes == Array("{}\n{}\n".utf8))
        writer.int(1)
        writer.removeAll()
        writer.beginArray()
        writer.endArray()
        #expect(writer.bytes == Array("[]".utf8))
    }

    @Test(
        "Only what must be escaped is",
        arguments: [
            ("plain é 中 😀 /", #""plain é 中 😀 /""#), ("a\"b\\c", #""a\"b\\c""#), ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#),
            ("\0\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ("\r\n", #""\r\n""#), ("", #""""#),
        ])
    func escapes(value: String, encoded: String) {
        #expect(text { $0.string(value) } == encoded)
    }

    @Test("Every scalar below U+0800 and one of each plane comes back as it was written")
    func roundTrip() throws {
        var value = ""
        for scalar in Array(0..<0x800) + (0...0x10).map({ $0 << 16 | 0xFFFD }) {
            if let scalar = Unicode.Scalar(UInt32(scalar)) { value.unicodeScalars.append(scalar) }
        }
        let document = try JSONDocument(text { $0.string(value) })
        #expect(document.root.string.map { Array($0.utf8) } == Array(value.utf8))
    }

    @Test(
        "Numbers are spelled shortest, and what JSON cannot spell is null",
        arguments: [(1, "1"), (0.1, "0.1"), (-0.0, "-0"), (1e21, "1e+21"), (1.5e-7, "1.5e-07"), (.infinity, "null"), (.nan, "null")]
            as [(Double, String)])
    func doubles(value: Double, spelled: String) throws {
        let text = text { $0.double(value) }
        #expect(text == spelled)
        if value.isFinite { #expect(try JSONDocument(text).root.double == value) }
    }

    @Test("Whole numbers are spelled to their ends")
    func integers() {
        #expect(text { $0.int(.min) } == "-9223372036854775808")
        #expect(text { $0.int(.max) } == "9223372036854775807")
    }
}
