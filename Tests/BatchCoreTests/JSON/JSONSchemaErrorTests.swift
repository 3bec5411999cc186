import BatchCore
import Testing

@Suite("JSON Schema: errors in schemas")
struct JSONSchemaErrorTests {
    @Test(
        "A fault of a schema is reported with its place",
        arguments: [
            ("1", "", "is 1, expected a schema (an object, true or false)"),
            (#"{"properties":{"a":"string"}}"#, "/properties/a", "is a string, expected a schema (an object, true or false)"),
            (#"{"properties":[]}"#, "/properties", "is an array, expected an object of schemas"),
            (#"{"type":"interger"}"#, "/type", #"is "interger", which is no type; did you mean "integer"?"#),
            (
                #"{"type":["string","date"]}"#, "/type/1",
                #"is "date", which is no type; known are null, boolean, integer, number, string, array, object"#
            ),
            (#"{"type":1}"#, "/type", "is 1, expected a type's name or an array of such"),
            (#"{"type":[]}"#, "/type", "is empty, expected at least one type"),
            (#"{"type":[null]}"#, "/type/0", "is null, expected a type's name"),
            (#"{"enum":"a"}"#, "/enum", "is a string, expected an array of values"),
            (#"{"minimum":"1"}"#, "/minimum", "is a string, expected a number"),
            (
                #"{"maximum":5,"exclusiveMaximum":true}"#, "/exclusiveMaximum",
                "is a boolean, as in draft 4; since draft 6 it is the bound itself, and stands in the place of maximum"
            ),
            (
                #"{"exclusiveMinimum":false}"#, "/exclusiveMinimum",
                "is a boolean, as in draft 4; since draft 6 it is the bound itself, and stands in the place of minimum"
            ),
            (#"{"multipleOf":0}"#, "/multipleOf", "is 0, expected a number above 0"),
            (#"{"multipleOf":-2}"#, "/multipleOf", "is -2, expected a number above 0"),
            (#"{"multipleOf":1.2345678901234567891}"#, "/multipleOf", "has more than 18 digits"),
            (#"{"minLength":-1}"#, "/minLength", "is -1, expected a whole number of at least 0"),
            (#"{"maxItems":1.5}"#, "/maxItems", "is 1.5, expected a whole number of at least 0"),
            (#"{"maxProperties":"2"}"#, "/maxProperties", "is a string, expected a whole number of at least 0"),
            (#"{"pattern":"("}"#, "/pattern", "is no regular expression that can be read: expected ')'"),
            (
                #"{"patternProperties":{"a":true,"[":true}}"#, "/patternProperties/[",
                "is no regular expression that can be read: expected custom character class members"
            ),
            (#"{"pattern":1}"#, "/pattern", "is 1, expected a regular expression"),
            (#"{"uniqueItems":1}"#, "/uniqueItems", "is 1, expected true or false"),
            (#"{"required":true}"#, "/required", "is a boolean, expected an array of members' names"),
            (#"{"required":["a",1]}"#, "/required/1", "is 1, expected a member's name"),
            (#"{"allOf":{}}"#, "/allOf", "is an object, expected an array of schemas"),
            (#"{"anyOf":[]}"#, "/anyOf", "is empty, expected at least one schema"),
            (#"{"oneOf":[{"not":1}]}"#, "/oneOf/0/not", "is 1, expected a schema (an object, true or false)"),
            (#"{"prefixItems":[true],"items":[true]}"#, "/items", "is an array beside prefixItems; write the rest's schema alone"),
            (#"{"dependentRequired":{"a":"b"}}"#, "/dependentRequired/a", "is a string, expected an array of members' names"),
            (#"{"dependencies":{"a":"b"}}"#, "/dependencies/a", "is a string, expected a schema (an object, true or false)"),
            (#"{"dependencies":[]}"#, "/dependencies", "is an array, expected an object"),
            (
                #"{"$defs":{"a":{"type":"x"}}}"#, "/$defs/a/type",
                #"is "x", which is no type; known are null, boolean, integer, number, string, array, object"#
            ),
            (
                #"{"$schema":"https://example.com/s"}"#, "/$schema",
                #"names "https://example.com/s", a dialect or vocabulary that is not known; "#
                    + "https://json-schema.org/draft/2020-12/schema is"
            ),
            (
                #"{"$schema":"http://json-schema.org/draft-04/schema#"}"#, "/$schema",
                #"names "http://json-schema.org/draft-04/schema#", a dialect or vocabulary that is not known; "#
                    + "https://json-schema.org/draft/2020-12/schema is"
            ),
        ])
    func errors(schema: String, pointer: String, message: String) throws {
        try check(schema, pointer, message)
    }

    @Test(
        "A reference that leads nowhere, out of the schema or back to itself is an error",
        arguments: [
            (
                ##"{"$ref":"#/$defs/b","$defs":{"a":true}}"##, "/$ref",
                ##"is "#/$defs/b", and nothing in the schema stands there or has that name"##
            ),
            (##"{"$ref":"#b"}"##, "/$ref", ##"is "#b", and nothing in the schema stands there or has that name"##),
            (##"{"$ref":"#/%4"}"##, "/$ref", ##"is "#/%4", and nothing in the schema stands there or has that name"##),
            (##"{"$ref":"#/~2"}"##, "/$ref", ##"is "#/~2", and nothing in the schema stands there or has that name"##),
            (##"{"$ref":"#/x/01","x":[true,true]}"##, "/$ref", ##"is "#/x/01", and nothing in the schema stands there or has that name"##),
            (##"{"$ref":"#/title","title":"x"}"##, "/title", "is a string, expected a schema (an object, true or false)"),
            (
                #"{"$ref":"https://example.com/s"}"#, "/$ref",
                ##"is "https://example.com/s", which is not in this schema; put it under $defs and write "#/$defs/name""##
            ),
            (
                ##"{"$dynamicRef":"other#node"}"##, "/$dynamicRef",
                ##"is "other#node", which is not in this schema; put it under $defs and write "#/$defs/name""##
            ),
            (#"{"$ref":1}"#, "/$ref", ##"is 1, expected a reference, as in "#/$defs/name""##),
            (#"{"$anchor":""}"#, "/$anchor", "is a string, expected a name"),
            (#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, "/$defs/b/$anchor", #"gives a name that another schema has, "x""#),
            (
                #"{"items":{"$id":"item"}}"#, "/items/$id",
                "gives a schema within the schema an address of its own, which is not supported; use $anchor"
            ),
            (##"{"$ref":"#"}"##, "", "leads back to itself at the same value, which never ends"),
            (
                ##"{"anyOf":[{"type":"null"},{"not":{"$ref":"#"}}]}"##, "/anyOf/1/not",
                "leads back to itself at the same value, which never ends"
            ),
            (
                ##"{"items":{"$ref":"#a"},"$defs":{"a":{"$anchor":"a","if":{"$ref":"#b"}},"b":{"$anchor":"b","not":{"$ref":"#a"}}}}"##,
                "/$defs/b/not", "leads back to itself at the same value, which never ends"
            ),
        ])
    func references(schema: String, pointer: String, message: String) throws {
        try check(schema, pointer, message)
    }

    private func check(_ schema: String, _ pointer: String, _ message: String) throws {
        let root = try JSONDocument("\n { \"schema\":  \(schema)}").root
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(try #require(root["schema"])) }
        #expect(error.pointer == pointer)
        #expect(error.message == message)
        #expect(error.position.line == 2)
        #expect(error.position.column >= 15)
    }

    @Test("The place in the text is that of the fault")
    func position() throws {
        let root = try JSONDocument("{\"é\": 1,\n \"s\": {\"properties\": {\"a\": {\"type\": \"strin\"}}}}").root
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(try #require(root["s"])) }
        #expect(error.position == JSONPosition(line: 2, column: 37))
        #expect(error.description == #"/properties/a/type is "strin", which is no type; did you mean "string"? (line 2, column 37)"#)
    }

    @Test("A schema may be deep, and refer along a long chain")
    func depth() throws {
        let levels = Bounds.schemaDepth - 2
        let deep = String(repeating: #"{"not":"#, count: levels) + "true" + String(repeating: "}", count: levels)
        #expect(try JSONSchema(try JSONDocument(deep).root).violation(in: try JSONDocument("1").root) == nil)
        let links = (0..<500).map { ##""\##($0)":{"items":{"$ref":"#/$defs/\##($0 + 1)"}}"## }
        let chain = try JSONSchema(
            try JSONDocument(##"{"$ref":"#/$defs/0","$defs":{\##(links.joined(separator: ",")),"500":false}}"##).root)
        #expect(chain.violation(in: try JSONDocument("[[[]]]").root) == nil)
    }
}
