import BatchCore
import Testing

@Suite("A JSON text")
struct JSONTextTests {
    @Test("keeps the bytes of a value, without the space around it")
    func bytes() throws {
        let text = try JSONText(validating: " {\"a\": 1.50, \"b\":[1 ,2]}\n")
        #expect(text.description == #"{"a": 1.50, "b":[1 ,2]}"#)
        #expect(text.root["b"]?.text.description == "[1 ,2]")
        #expect(text.root["b"]?.elements.map(\.text.description) == ["1", "2"])
    }

    @Test("can be put on one line, with its strings unchanged")
    func oneLine() throws {
        let text = try JSONText(validating: "{\"a\":\r\n\"x\\ny\"}")
        #expect(text.root.textOnOneLine.description == #"{"a":"x\ny"}"#)
    }

    @Test("is not made of invalid text")
    func validation() {
        #expect(throws: JSONError.self) { try JSONText(validating: "{\"a\":}") }
        #expect(throws: JSONError.self) { try JSONText(validating: "1 2") }
        #expect(throws: JSONError.self) { try JSONText(validating: "") }
    }

    @Test("gives scalars without being read", arguments: ["true", "false", "null", "7", "3.0", "1e2", "-4.5", #""a\"é""#, "[]", "{}"])
    func scalars(source: String) throws {
        let text = try JSONText(validating: source)
        #expect(text.kind == text.root.kind)
        #expect(text.string == text.root.string)
        #expect(text.bool == text.root.bool)
        #expect(text.int == text.root.int)
        #expect(text.isNull == text.root.isNull)
    }

    @Test("comes from strings, constants and encoders")
    func encoding() {
        #expect(JSONText(string: "a\"b").description == #""a\"b""#)
        #expect(JSONText(constant: " [1, 2] ").description == "[1, 2]")
        let text = JSONText { writer in
            writer.beginObject()
            writer.name("a")
            writer.value(JSONText.null)
            writer.endObject()
        }
        #expect(text.description == #"{"a":null}"#)
    }

    @Test("may be nested deeper than external text")
    func depth() throws {
        let deepest = String(repeating: "[", count: Bounds.jsonDepth) + String(repeating: "]", count: Bounds.jsonDepth)
        var items = JSONItems()
        items.append(try JSONText(validating: deepest))
        #expect(items.elements.count == 1)
    }
}

@Suite("JSON items")
struct JSONItemsTests {
    @Test("are separated by commas, and only grow")
    func growth() {
        var items = JSONItems()
        #expect(items.isEmpty && items.elements.isEmpty && items.array.description == "[]")
        items.append(JSONText(constant: "1"))
        items.append { writer in
            writer.string("a")
            writer.beginArray()
            writer.endArray()
        }
        #expect(String(decoding: items.bytes, as: UTF8.self) == #"1,"a",[]"#)
        #expect(items.elements.map(\.text.description) == ["1", #""a""#, "[]"])
        var more = JSONItems()
        more.append(contentsOf: JSONItems())
        more.append(contentsOf: items)
        more.append(contentsOf: items)
        #expect(more.array.description == #"[1,"a",[],1,"a",[]]"#)
    }

    @Test("are taken from a place on, and removed from it on")
    func places() {
        var items = JSONItems()
        let beginning = items.end
        items.append(JSONText(constant: "1"))
        let one = items.end
        items.append(JSONText(constant: "2"))
        #expect(items.items(after: beginning) == items)
        #expect(items.items(after: one).array.description == "[2]")
        #expect(items.items(after: items.end).isEmpty)
        items.removeItems(after: one)
        items.append(JSONText(constant: "3"))
        #expect(items.array.description == "[1,3]")
        items.removeItems(after: beginning)
        items.append(JSONText(constant: "4"))
        #expect(items.array.description == "[4]")
    }

    @Test("are the elements of an array", arguments: [("[]", "[]"), ("[ ]", "[]"), ("[1, 2]", "[1, 2]")])
    func elements(source: String, expected: String) throws {
        #expect(JSONItems(elementsOf: try JSONText(validating: source)).array.description == expected)
    }
}
