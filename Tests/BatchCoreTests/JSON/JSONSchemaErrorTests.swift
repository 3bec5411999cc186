import BatchCore
import Testing

@Suite("JSON Schema: errors in schemas")
struct JSONSchemaErrorTests {
    @Test(
        "What is wrong with a schema is said, with its place",
        arguments: [
            ("1", "", "is 1 where a schema (an object, true or false) is wanted"),
            (#"{"properties":{"a":"string"}}"#, "/properties/a", "is a string where a schema (an object, true or false) is wanted"),
            (#"{"properties":[]}"#, "/properties", "is an array where an object of schemas is wanted"),
            (#"{"type":"interger"}"#, "/type", #"is "interger", which is no type; did you mean "integer"?"#),
            (
                #"{"type":["string","date"]}"#, "/type/1",
                #"is "date", which is no type; known are null, boolean, integer, number, string, array, object"#
            ),
            (#"{"type":1}"#, "/type", "is 1 where a type's name or an array of such is wanted"),
            (#"{"type":[]}"#, "/type", "is empty where at least one type is wanted"),
            (#"{"type":[null]}"#, "/type/0", "is null where a type's name is wanted"),
            (#"{"enum":"a"}"#, "/enum", "is a string where an array of values is wanted"),
            (#"{"minimum":"1"}"#, "/minimum", "is a string where a number is wanted"),
            (
                #"{"maximum":5,"exclusiveMaximum":true}"#, "/exclusiveMaximum",
                "is a boolean, as in draft 4; since draft 6 it is the bound itself, and stands in the place of maximum"
            ),
            (
                #"{"exclusiveMinimum":false}"#, "/exclusiveMinimum",
                "is a boolean, as in draft 4; since draft 6 it is the bound itself, and stands in the place of minimum"
            ),
            (#"{"multipleOf":0}"#, "/multipleOf", "is 0 where a number above 0 is wanted"),
            (#"{"multipleOf":-2}"#, "/multipleOf", "is -2 where a number above 0 is wanted"),
            (#"{"multipleOf":1.2345678901234567891}"#, "/multipleOf", "has more than 18 digits"),
            (#"{"minLength":-1}"#, "/minLength", "is -1 where a whole number of at least 0 is wanted"),
            (#"{"maxItems":1.5}"#, "/maxItems", "is 1.5 where a whole number of at least 0 is wanted"),
            (#"{"maxProperties":"2"}"#, "/maxProperties", "is a string where a whole number of at least 0 is wanted"),
            (#"{"pattern":"("}"#, "/pattern", "is no regular expression that can be read: expected ')'"),
            (
                #"{"patternProperties":{"a":true,"[":true}}"#, "/patternProperties/[",
                "is no regular expression that can be read: expected custom character class members"
            ),
            (#"{"pattern":1}"#, "/pattern", "is 1 where a regular expression is wanted"),
            (#"{"uniqueItems":1}"#, "/uniqueItems", "is 1 where true or false is wanted"),
            (#"{"required":true}"#, "/required", "is a boolean where an array of members' names is wanted"),
            (#"{"required":["a",1]}"#, "/required/1", "is 1 where a member's name is wanted"),
            (#"{"allOf":{}}"#, "/allOf", "is an object where an array of schemas is wanted"),
            (#"{"anyOf":[]}"#, "/anyOf", "is empty where at least one schema is wanted"),
            (#"{"oneOf":[{"not":1}]}"#, "/oneOf/0/not", "is 1 where a schema (an object, true or false) is wanted"),
            (#"{"prefixItems":[true],"items":[true]}"#, "/items", "is an array beside prefixItems; write the rest's schema alone"),
            (#"{"dependentRequired":{"a":"b"}}"#, "/dependentRequired/a", "is a string where an array of members' names is wanted"),
            (#"{"dependencies":{"a":"b"}}"#, "/dependencies/a", "is a string where a schema (an object, true or false) is wanted"),
            (#"{"dependencies":[]}"#, "/dependencies", "is an array where an object is wanted"),
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
            (##"{"$ref":"#/title","title":"x"}"##, "/title", "is a string where a schema (an object, true or false) is wanted"),
            (
                #"{"$ref":"https://example.com/s"}"#, "/$ref",
                ##"is "https://example.com/s", which is not in this schema; put it under $defs and write "#/$defs/name""##
            ),
            (
                ##"{"$dynamicRef":"other#node"}"##, "/$dynamicRef",
                ##"is "other#node", which is not in this schema; put it under $defs and write "#/$defs/name""##
            ),
            (#"{"$ref":1}"#, "/$ref", ##"is 1 where a reference, as in "#/$defs/name" is wanted"##),
            (#"{"$anchor":""}"#, "/$anchor", "is a string where a name is wanted"),
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
