import BatchCore
import ProviderSimulator
import Testing

@Suite("Arguments of calls")
struct ArgumentsTests {
    private func arguments(_ parameters: String?, saying text: String = "work") throws -> JSONValue {
        var model = ProviderModel(options: .quick())
        let reply = try model.reply(to: ToolDialogue(text, tools: [function("work", parameters: parameters)]))
        return try #require(reply.calls.first).object
    }

    private func object(_ properties: String, required: String) -> String {
        #"{"type":"object","properties":{\#(properties)},"required":[\#(required)]}"#
    }

    @Test("Each type has a value of its kind")
    func types() throws {
        let names = ["s", "i", "n", "b", "a", "o", "z", "e", "c", "u", "t", "m"]
        let found = try arguments(
            object(
                #"""
                "s":{"type":"string"},"i":{"type":"integer"},"n":{"type":"number"},"b":{"type":"boolean"},
                "a":{"type":"array","items":{"type":"string"}},
                "o":{"type":"object","properties":{"inner":{"type":"integer"}},"required":["inner"]},
                "z":{"type":"null"},"e":{"enum":["celsius","kelvin"]},"c":{"const":{"x":[1.50]}},
                "u":{"anyOf":[{"type":"integer"},{"type":"null"}]},"t":{"type":["null","string"]},"m":{"type":"string","format":"email"}
                """#, required: names.map { "\"\($0)\"" }.joined(separator: ",")), saying: "work on mountains")
        #expect(found.members.map(\.name) == names)
        #expect(found["s"]?.string == "mountains")
        #expect((1...9).contains(try #require(found["i"]?.int)))
        #expect(found["n"]?.double != nil)
        #expect(found["b"]?.bool != nil)
        #expect(found["a"]?.elements.count == 1)
        #expect(found["a"]?[0]?.string == "mountains")
        #expect(found["o"]?["inner"]?.int != nil)
        #expect(found["z"]?.isNull == true)
        #expect(found["e"]?.string == "celsius")
        #expect(found["c"].map { String(decoding: $0.raw, as: UTF8.self) } == #"{"x":[1.50]}"#)
        #expect(found["u"]?.int != nil)
        #expect(found["t"]?.string != nil)
        #expect(found["m"]?.string?.contains("@") == true)
    }

    @Test("Strings are the words after the function's name, and numbers are the numbers there")
    func words() throws {
        let parameters = object(
            #""from":{"type":"string"},"to":{"type":"string"},"people":{"type":"integer"},"price":{"type":"number"}"#,
            required: #""from","to","people","price""#)
        let found = try arguments(parameters, saying: "I think you should work from Berlin to Paris for 4 at 99.5, yes?")
        #expect(found["from"]?.string == "from")
        #expect(found["to"]?.string == "Berlin")
        #expect(found["people"]?.int == 4)
        #expect(found["price"]?.double == 99.5)
        let before = try arguments(parameters, saying: "Paris and Berlin, do the work")
        #expect(["Paris", "Berlin"].contains(try #require(before["from"]?.string)))
    }

    @Test("Required members are always present, and optional ones sometimes")
    func optional() throws {
        let parameters = object(#""must":{"type":"string"},"may":{"type":"string"}"#, required: #""must""#)
        let found = try (0..<20).map { try arguments(parameters, saying: "work \($0)") }
        #expect(found.allSatisfy { $0["must"] != nil })
        #expect(found.contains { $0["may"] != nil })
        #expect(found.contains { $0["may"] == nil })
    }

    @Test("References are resolved, also recursive ones")
    func references() throws {
        let found = try arguments(
            ##"""
            {"type":"object","properties":{"tree":{"$ref":"#/$defs/node"},"bound":{"type":"integer","minimum":50,"maximum":60}},
            "required":["tree","bound"],"$defs":{"node":{"type":"object","properties":{"name":{"type":"string"},
            "next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["name","next"]}}}
            """##)
        var depth = 0
        var node = try #require(found["tree"])
        while let next = node["next"] {
            #expect(node["name"]?.string != nil)
            node = next
            depth += 1
        }
        #expect(node.isNull)
        #expect(depth > 0)
        #expect(found["bound"]?.int == 50)
        let loop = try arguments(##"{"type":"object","properties":{"a":{"$ref":"#/properties/a"}},"required":["a"]}"##)
        #expect(loop["a"] != nil)
    }

    @Test("A function without parameters gets an empty object", arguments: [nil, "{}", #"{"type":"object","properties":{}}"#])
    func none(parameters: String?) throws {
        #expect(try arguments(parameters).members.isEmpty)
        #expect(try arguments(parameters).kind == .object)
    }
}
