import BatchCore
import Testing

@Suite("JSON reading")
struct JSONDocumentTests {
    private func raw(_ value: JSONValue?) -> String? { value.map { String(decoding: $0.raw, as: UTF8.self) } }

    @Test("Members keep their order, also repeated ones; a name gives the first")
    func order() throws {
        let root = try JSONDocument(#" {"z":1,"a":[2],"z":3,"m":{"b":4}} "#).root
        #expect(root.members.map(\.name) == ["z", "a", "z", "m"])
        #expect(root["z"]?.int == 1)
        #expect(root["m"]?["b"]?.int == 4)
        #expect(root["b"] == nil)
        #expect(root["a"]?["a"] == nil)
    }

    @Test(
        "A value's bytes are as they were written",
        arguments: ["1.50e3", "-0.0", "1E+2", "123456789012345678901234567890", #""\u0041\/""#, "[ 1 ,2 ]"])
    func rawBytes(text: String) throws {
        let root = try JSONDocument("{ \"before\" : 0 , \"value\" : \(text) , \"after\" : 1 }").root
        #expect(raw(root["value"]) == text)
        #expect(root["after"]?.int == 1)
    }

    @Test("Numbers are read if they fit")
    func numbers() throws {
        let elements = try JSONDocument("[1, -7, 3.0, 1e3, 2.5, 1e400, 9223372036854775807, 9223372036854775808, \"1\", true]").root
            .elements
        #expect(elements.map(\.int) == [1, -7, 3, 1_000, nil, nil, .max, nil, nil, nil])
        #expect(elements[4].double == 2.5)
        #expect(elements[8].double == nil)
        #expect(elements[9].bool == true)
        #expect(elements.map(\.numberText)[3] == "1e3")
    }

    @Test(
        "Escapes and surrogates decode",
        arguments: [
            (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u00e9\u4E2d""#, "é中"), (#""\ud83d\ude00!""#, "😀!"),
            (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
            (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
            (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\u0000""#, "\0"), (#""😀 é""#, "😀 é"), ("\"\u{2028}\u{7F}\"", "\u{2028}\u{7F}"),
            (#""""#, ""),
        ])
    func strings(text: String, decoded: String) throws {
        #expect(try JSONDocument(text).root.string == decoded)
    }

    @Test("A name with escapes is found by its decoded bytes only")
    func escapedNames() throws {
        let root = try JSONDocument(#"{"\u0069d":1,"\u0065\u0301":2}"#).root
        #expect(root["id"]?.int == 1)
        #expect(root["e\u{301}"]?.int == 2)
        #expect(root["\u{E9}"] == nil)
    }

    @Test(
        "Bytes that are no UTF-8 are refused",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE4, 0xB8], [0xF0, 0x9F, 0x98], [0xE4, 0xB8, 0x22], [0xFF],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        let error = #expect(throws: JSONError.self) { try JSONDocument(Array("[\"ab".utf8) + bytes + Array("\"]".utf8)) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == 4)
        #expect(error?.position.column == 5)
    }

    @Test("Nesting is accepted up to the limit and costs no stack beyond it")
    func depth() throws {
        func nested(_ count: Int) -> String { String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        _ = try JSONDocument(nested(Bounds.jsonDepth))
        let error = #expect(throws: JSONError.self) { try JSONDocument(nested(Bounds.jsonDepth + 1)) }
        #expect(error?.reason == .tooDeep(limit: Bounds.jsonDepth))
        let deep = try JSONDocument(Array(nested(200_000).utf8), depth: 200_000)
        #expect(deep.root.raw.count == 400_000)
        #expect(deep.root.elements.count == 1)
    }

    @Test(
        "A fault has its place and the expected token",
        arguments: [
            ("", 1, 1, "the text is empty"),
            ("{\"a\":1,}", 1, 8, "found '}' where a member's name is expected"),
            ("{\"é中😀\":x}", 1, 8, "found 'x' where a value is expected"),
            ("{\n  \"a\" 1}", 2, 7, "found '1' where ':' is expected"),
            ("[1 2]", 1, 4, "found '2' where ',' or ']' is expected"),
            ("{\"a\":\"b", 1, 8, "the text ends in the middle of a value"),
            ("[01]", 1, 3, "a number is not spelled as JSON has it"),
            ("\"a\tb\"", 1, 3, "a tab stands in a string unescaped"),
            ("\"a\\x\"", 1, 4, "an escape in a string is not one of JSON's"),
            ("{} {}", 1, 4, "more text follows after the value"),
            ("nulL", 1, 4, "found 'L' where null is expected"),
            ("{a:1}", 1, 2, "found 'a' where a member's name or '}' is expected"),
        ])
    func faults(text: String, line: Int, column: Int, message: String) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(text) }
        #expect(error?.message == message)
        #expect(error?.position == JSONPosition(line: line, column: column))
        #expect(error?.description == "\(message) (line \(line), column \(column))")
    }

    @Test("Values know their positions")
    func positions() throws {
        let root = try JSONDocument("{\"é\":1,\n \"b\": [true]}").root
        #expect(root["é"]?.position == JSONPosition(line: 1, column: 6))
        #expect(root["b"]?[0]?.position == JSONPosition(line: 2, column: 8))
        #expect(root["b"]?[1] == nil)
        #expect(root["b"]?[-1] == nil)
    }
}
