import TestSupport
import Testing

@testable import BatchCore

@Suite("JSON Schema: violations")
struct JSONSchemaViolationTests {
    private func violation(_ schema: String, _ value: String) throws -> JSONSchemaViolation? {
        try JSONSchema(try JSONDocument(schema).root).violation(in: try JSONDocument(value).root)
    }

    @Test(
        "A violation describes the fault",
        arguments: [
            ("false", "1", "is not allowed here"),
            (#"{"type":"integer"}"#, #""5""#, "is a string, expected an integer"),
            (#"{"type":"integer"}"#, "1.5", "is 1.5, expected an integer"),
            (#"{"type":["null","array","integer","number"]}"#, "{}", "is an object, expected a number, an array or null"),
            (#"{"type":["null","string"]}"#, "true", "is a boolean, expected a string or null"),
            (#"{"const":"x"}"#, "[ 1 ]", #"is [ 1 ], expected "x""#),
            (#"{"enum":["a","b",3]}"#, #""c""#, #"is "c", which is none of "a", "b", 3"#),
            (#"{"enum":[1,2,3,4,5,6,7,8,9,10]}"#, "0", "is 0, which is none of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more"),
            (#"{"multipleOf":2}"#, "3", "is 3, which is no multiple of 2"),
            (#"{"minimum":1}"#, "0.5", "is 0.5, expected at least 1"),
            (#"{"maximum":1}"#, "2", "is 2, expected at most 1"),
            (#"{"exclusiveMinimum":1}"#, "1", "is 1, expected more than 1"),
            (#"{"exclusiveMaximum":1}"#, "1", "is 1, expected less than 1"),
            (#"{"minLength":1}"#, #""""#, "has no characters, expected at least 1"),
            (#"{"maxLength":2}"#, #""abc""#, "has 3 characters, expected at most 2"),
            (#"{"pattern":"^a"}"#, #""b""#, "does not match the pattern ^a"),
            (#"{"minItems":2}"#, "[1]", "has 1 element, expected at least 2"),
            (#"{"maxItems":0}"#, "[1]", "has 1 element, expected at most 0"),
            (#"{"uniqueItems":true}"#, "[1,2,1]", "has equal elements at 0 and 2, but all must differ"),
            (#"{"contains":{"const":1}}"#, "[2]", "has no elements that match contains, expected at least 1"),
            (#"{"contains":true,"maxContains":1}"#, "[2,3]", "has 2 elements that match contains, expected at most 1"),
            (#"{"minProperties":1}"#, "{}", "has no members, expected at least 1"),
            (#"{"required":["a","b"]}"#, #"{"a":1}"#, #"lacks the member "b""#),
            (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, #"lacks the member "b", which is required beside "a""#),
            (#"{"not":{}}"#, "1", "fits the schema in not, which it must not"),
            (#"{"oneOf":[true,{}]}"#, "1", "fits more than one of the 2 schemas in oneOf"),
            (#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#, "1", "is a number, expected a string or null"),
            (#"{"anyOf":[{"type":"null"},{"minimum":5}]}"#, "1", "is 1, expected at least 5"),
            (#"{"anyOf":[{"maximum":0},{"minimum":5}]}"#, "1", "fits none of the 2 schemas in anyOf"),
        ])
    func messages(schema: String, value: String, message: String) throws {
        let violation = try #require(try violation(schema, value))
        #expect(violation.message == message)
        #expect(violation.pointer.isEmpty)
        #expect(violation.description == "the value \(message)")
    }

    @Test(
        "A violation has its place, and the first one in the text is reported",
        arguments: [
            (#"{"items":{"properties":{"a/b":{"type":"null"}}}}"#, #"[{},{"x":0,"a/b":1}]"#, "/1/a~1b: is a number, expected null"),
            (#"{"properties":{"a":{"type":"null"},"b":{"type":"null"}}}"#, #"{"b":1,"a":1}"#, "/b: is a number, expected null"),
            (#"{"properties":{"a":{"type":"null"}},"required":["b"]}"#, #"{"a":1}"#, #"the value lacks the member "b""#),
            (#"{"properties":{"a":{"type":"null"}},"allOf":[{"required":["b"]}]}"#, #"{"a":1}"#, #"the value lacks the member "b""#),
            (#"{"allOf":[{"properties":{"z":false}},{"properties":{"a":false}}]}"#, #"{"a":1,"z":1}"#, "/a: is not allowed here"),
            (#"{"properties":{"a":true},"additionalProperties":false}"#, #"{"a":1,"~b":[2]}"#, "/~0b: is not allowed here"),
            (#"{"unevaluatedItems":false}"#, "[[1]]", "/0: is not allowed here"),
            (#"{"propertyNames":{"maxLength":1}}"#, #"{"a":1,"bc":[]}"#, "/bc: has a name that has 2 characters, expected at most 1"),
            (
                #"{"items":{"anyOf":[{"type":"object","properties":{"a":{"type":"null"}}},{"type":"null"}]}}"#, #"[null,{"a":1}]"#,
                "/1/a: is a number, expected null"
            ),
            (#"{"items":[false],"additionalItems":{"minimum":1}}"#, "[1,0]", "/0: is not allowed here"),
            (#"{"if":{"required":["a"]},"then":{"properties":{"b":false}}}"#, #"{"a":1,"b":1}"#, "/b: is not allowed here"),
            (#"{"properties":{"a":false}}"#, #"{"b":1,"\u0061":1}"#, "/a: is not allowed here"),
            (#"{"properties":{"":{"items":false}}}"#, #"{"":[[]]}"#, "//0: is not allowed here"),
        ])
    func places(schema: String, value: String, description: String) throws {
        #expect(try violation(schema, value)?.description == description)
    }

    @Test("Long values are cut in messages")
    func longValues() throws {
        let long = #"""# + String(repeating: "é", count: 500) + #"""#
        let message = try #require(try violation(#"{"const":1}"#, long)).message
        #expect(message == #"is ""# + String(repeating: "é", count: 59) + "…, expected 1")
    }

    @Test("A schema that leads deep into a value ends where the value does")
    func depth() throws {
        let levels = 40
        let schema = ##"{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"items":{"$ref":"#/$defs/a"},"type":"array"},{"const":1}]}}}"##
        func nested(_ inner: String) -> String { String(repeating: "[", count: levels) + inner + String(repeating: "]", count: levels) }
        #expect(try violation(##"{"items":{"$ref":"#"},"type":["array","null"]}"##, nested("null")) == nil)
        let violation = try #require(try violation(##"{"items":{"$ref":"#"},"type":["array","null"]}"##, nested("1")))
        #expect(violation.pointer == String(repeating: "/0", count: levels))
        #expect(try self.violation(schema, nested("1")) == nil)
    }

    @Test("A value that would take too much stack or time is not valid, and the message gives the reason")
    func bounds() throws {
        let deep = String(repeating: "[", count: 500) + "1" + String(repeating: "]", count: 500)
        let nested = String(repeating: #"{"allOf":["#, count: 40) + ##"{"items":{"$ref":"#"}}"## + String(repeating: "]}", count: 40)
        let branches = nested.replacing(##""#""##, with: ##""#/$defs/a""##)
        #expect(
            try violation(nested, deep)?.message
                == "is nested too deep to be checked, more than \(Bounds.schemaDepth) schemas one in another")
        // A schema that is not evaluated completely has no result, whatever is around it.
        #expect(try violation(##"{"not":{"$ref":"#/$defs/a"},"$defs":{"a":\##(branches)}}"##, deep) != nil)
    }

    @Test("Branches that multiply are given up")
    func steps() throws {
        let twice = ##"{"anyOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}],"type":"array"}"##
        let schema = try JSONSchema(try JSONDocument(twice).root)
        let value = try JSONDocument(String(repeating: "[", count: 40) + "1" + String(repeating: "]", count: 40)).root
        let message = try #require(schema.violation(in: value, steps: 10_000)).message
        #expect(message == "takes more than 10000 steps to check, since branches of the schema multiply")
        // Six levels of doubling are slow enough to show, and are still evaluated completely.
        #expect(schema.violation(in: try JSONDocument("[[[[[[1]]]]]]").root)?.pointer == "")
    }
}
