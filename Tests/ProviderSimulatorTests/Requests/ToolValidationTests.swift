import BatchCore
import ProviderSimulator
import Testing

@Suite("Refused requests with functions")
struct ToolValidationTests {
    private func refusal(
        _ tools: [String], more: String = "", isBeta: Bool = false, messages: [String] = []
    ) throws -> String? {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("hello", tools: tools, more: more)
        dialogue.isBeta = isBeta
        dialogue.messages += messages
        return try model.refusal(dialogue.request)
    }

    @Test("Functions without a proper name or schema are refused")
    func badTools() throws {
        let longest = String(repeating: "n", count: 128)
        #expect(try refusal([function(longest)]) == nil)
        #expect(try refusal([function(longest + "n")])?.contains("128") == true)
        #expect(try refusal([function("")])?.contains("tools[0].function.name") == true)
        #expect(try refusal([function("f"), function("a b")])?.contains("tools[1].function.name") == true)
        #expect(try refusal([function("f"), function("f")])?.contains("unique") == true)
        #expect(try refusal([#"{"type":"web","function":{"name":"f"}}"#])?.contains("`function`") == true)
        #expect(try refusal([#"{"type":"function","function":{}}"#])?.contains("`name`") == true)
        #expect(try refusal([function("f", parameters: #"{"type":"string"}"#)])?.contains("'f'") == true)
        #expect(try refusal([function("f", parameters: "[]")])?.contains("'f'") == true)
        #expect(try refusal((0..<128).map { function("f\($0)") }) == nil)
        #expect(try refusal((0..<129).map { function("f\($0)") })?.contains("129 functions") == true)
        var model = ProviderModel(options: .quick())
        #expect(try model.refusal(Dialogue("x", more: #""tools":{}"#).request)?.contains("tools") == true)
        #expect(try model.refusal(Dialogue("x", more: #""tools":null"#).request) == nil)
    }

    @Test("An impossible choice is refused")
    func badChoices() throws {
        #expect(try refusal([function("f")], more: #""tool_choice":"any""#)?.contains("tool_choice") == true)
        #expect(try refusal([function("f")], more: #""tool_choice":{"type":"function"}"#)?.contains("tool_choice") == true)
        #expect(try refusal([function("f")], more: #""tool_choice":{"type":"function","function":{"name":"g"}}"#)?.contains("`g`") == true)
        var model = ProviderModel(options: .quick())
        #expect(try model.refusal(Dialogue("x", more: #""tool_choice":"required""#).request)?.contains("'tools'") == true)
        #expect(try model.refusal(Dialogue("x", more: #""tool_choice":"auto""#).request) == nil)
    }

    private static let call = #"{"role":"assistant","content":null,"tool_calls":[\#(one("1")),\#(one("2"))]}"#
    private static func one(_ id: String) -> String {
        #"{"id":"\#(id)","type":"function","function":{"name":"f","arguments":"{}"}}"#
    }
    private static func result(_ id: String) -> String { #"{"role":"tool","tool_call_id":"\#(id)","content":"x"}"# }
    private static let more = #"{"role":"user","content":"and?"}"#

    @Test("Each call must be answered by one tool message, before any other message")
    func pairs() throws {
        let missing = "must be followed by tool messages"
        let stray = "must be a response to a preceding message"
        let (call, one, two) = (Self.call, Self.result("1"), Self.result("2"))
        #expect(try refusal([], messages: [call, one, two]) == nil)
        #expect(try refusal([], messages: [call, two, one, Self.more, call, one, two]) == nil)
        #expect(try refusal([], messages: [call])?.contains(missing) == true)
        #expect(try refusal([], messages: [call, one])?.contains(missing) == true)
        #expect(try refusal([], messages: [call, one, Self.more, two])?.contains(missing) == true)
        #expect(try refusal([], messages: [call, one, call, two])?.contains(missing) == true)
        #expect(try refusal([], messages: [one])?.contains(stray) == true)
        #expect(try refusal([], messages: [call, one, two, one])?.contains(stray) == true)
        #expect(try refusal([], messages: [call, one, Self.result("3")])?.contains(stray) == true)
        let bare = #"{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":{}}}]}"#
        #expect(try refusal([], messages: [bare, one])?.contains("tool_calls[0]") == true)
    }

    private static func schema(_ more: String, required: String = #""a""#, type: String = #"{"type":"string"}"#) -> String {
        #"{"type":"object","properties":{"a":\#(type)},"required":[\#(required)]\#(more)}"#
    }
    private static let closed = #","additionalProperties":false"#

    @Test("Strict functions need the beta base URL and closed schemas, and all must be strict")
    func strict() throws {
        let good = function("f", parameters: Self.schema(Self.closed), strict: true)
        #expect(try refusal([good], isBeta: true) == nil)
        #expect(try refusal([good])?.contains("beta") == true)
        #expect(try refusal([good, function("g")], isBeta: true)?.contains("'g'") == true)
        let nested = #"{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"object","properties":{}}]}}"#
        for (bad, what) in [
            (Self.schema(""), "additionalProperties"), (Self.schema(Self.closed, required: ""), "'a'"),
            (Self.schema(Self.closed, type: nested), "parameters.properties.a.items.anyOf[1]"),
            (Self.schema(Self.closed + #","$defs":{"d":{"type":"object"}}"#), "parameters.$defs.d"),
            (Self.schema(Self.closed, type: #"{"type":"string","minLength":2}"#), "minLength"),
        ] {
            let message = try refusal([good, function("g", parameters: bad, strict: true)], isBeta: true)
            #expect(message?.contains("'g'") == true && message?.contains(what) == true, "\(bad): \(message ?? "")")
        }
    }
}
