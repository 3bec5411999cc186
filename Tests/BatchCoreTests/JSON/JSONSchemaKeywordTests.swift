import BatchCore
import Testing

/// A schema with values that are valid and values that are not.
struct SchemaRow: Sendable, CustomTestStringConvertible {
    let schema: String
    let valid: [String]
    let invalid: [String]

    init(_ schema: String, valid: [String], invalid: [String]) { (self.schema, self.valid, self.invalid) = (schema, valid, invalid) }

    var testDescription: String { schema }

    func check() throws {
        let compiled = try JSONSchema(try JSONDocument(schema).root)
        for text in valid {
            let violation = compiled.violation(in: try JSONDocument(text).root)
            #expect(violation == nil, "\(text) is valid")
        }
        for text in invalid {
            let violation = compiled.violation(in: try JSONDocument(text).root)
            #expect(violation != nil, "\(text) is not valid")
        }
    }
}

@Suite("JSON Schema: keywords")
struct JSONSchemaKeywordTests {
    private static let anything = ["null", "true", "0", #""""#, "[]", "{}"]

    @Test(
        "Types, and schemas that are true, false or empty",
        arguments: [
            SchemaRow("true", valid: anything, invalid: []),
            SchemaRow("{}", valid: anything, invalid: []),
            SchemaRow("false", valid: [], invalid: anything),
            SchemaRow(#"{"type":"null"}"#, valid: ["null"], invalid: ["false", "0", #""""#, "[]", "{}"]),
            SchemaRow(#"{"type":"boolean"}"#, valid: ["true", "false"], invalid: ["null", "0", "1", #""true""#]),
            SchemaRow(
                #"{"type":"integer"}"#, valid: ["0", "-3", "1.0", "12.00", "1e400", "120e-1"],
                invalid: ["1.5", "12e-2", "1e-400", #""1""#, "true", "null"]),
            SchemaRow(#"{"type":"number"}"#, valid: ["0", "1.5", "1e400"], invalid: [#""1""#, "false"]),
            SchemaRow(#"{"type":"string"}"#, valid: [#""""#, #""\ud800""#], invalid: ["1", "null"]),
            SchemaRow(#"{"type":"array"}"#, valid: ["[]"], invalid: ["{}"]),
            SchemaRow(#"{"type":"object"}"#, valid: ["{}"], invalid: ["[]"]),
            SchemaRow(#"{"type":["integer","null"]}"#, valid: ["1", "null"], invalid: ["1.5", "true"]),
            SchemaRow(#"{"type":["integer","number"]}"#, valid: ["1.5"], invalid: [#""""#]),
        ])
    func types(row: SchemaRow) throws { try row.check() }

    @Test(
        "Values that are listed, compared as JSON has it",
        arguments: [
            SchemaRow(
                #"{"enum":[1,"a",null,[1,{"b":2}]]}"#, valid: ["1.0", "10e-1", #""\u0061""#, "null", #"[1.0,{"b":2}]"#],
                invalid: ["true", "2", #""b""#, "[]", #"[1,{"b":2,"c":3}]"#]),
            SchemaRow(#"{"enum":[]}"#, valid: [], invalid: anything),
            SchemaRow(
                #"{"const":{"a":1,"b":[2]}}"#, valid: [#"{"b":[2.0],"a":1}"#],
                invalid: [#"{"a":1}"#, #"{"a":1,"b":[2],"c":3}"#, #"{"a":1,"b":[3]}"#]),
            SchemaRow(#"{"const":0}"#, valid: ["0", "-0", "0.00", "0e7"], invalid: ["false", "null", #""""#, "1e-400"]),
            SchemaRow(#"{"const":false}"#, valid: ["false"], invalid: ["0", "true", "null"]),
            SchemaRow(#"{"const":null}"#, valid: ["null"], invalid: ["0"]),
            SchemaRow(#"{"const":9007199254740993}"#, valid: ["9007199254740993.0"], invalid: ["9007199254740992"]),
            SchemaRow(#"{"const":"é"}"#, valid: [#""\u00e9""#], invalid: [#""e\u0301""#]),
            SchemaRow(#"{"const":{"a":1,"b":1}}"#, valid: [#"{"b":1,"a":1,"a":2}"#], invalid: [#"{"a":1,"a":1}"#]),
        ])
    func constants(row: SchemaRow) throws { try row.check() }

    @Test(
        "Numbers, exactly as they are spelled",
        arguments: [
            SchemaRow(
                #"{"minimum":1.1}"#, valid: ["1.1", "1.10", "2", "1e400", #""x""#],
                invalid: ["1", "-5", "1.0999999999999999999999", "-1e400"]),
            SchemaRow(#"{"maximum":-1}"#, valid: ["-1", "-2", "-1e400"], invalid: ["0", "-0.99", "-1e-400", "1e400"]),
            SchemaRow(#"{"exclusiveMinimum":0}"#, valid: ["1e-400", "1"], invalid: ["0", "-0.0", "-1"]),
            SchemaRow(#"{"exclusiveMaximum":3e2}"#, valid: ["299.9", "-400"], invalid: ["300", "300.0", "301", "3e2"]),
            SchemaRow(#"{"multipleOf":2}"#, valid: ["0", "-4", "10", "1e400", "4.0", "[]"], invalid: ["1", "4.5", "-3", "1e-1"]),
            SchemaRow(#"{"multipleOf":0.01}"#, valid: ["19.99", "0.3", "4.02", "1"], invalid: ["0.001", "19.995"]),
            SchemaRow(#"{"multipleOf":1e-8}"#, valid: ["12391239123", "1e308"], invalid: ["1e-9"]),
            SchemaRow(
                #"{"multipleOf":7}"#, valid: ["123456789012345678901234567890", "7e300"],
                invalid: ["123456789012345678901234567891", "1e300"]),
        ])
    func numbers(row: SchemaRow) throws { try row.check() }

    @Test(
        "Strings",
        arguments: [
            SchemaRow(
                #"{"minLength":2}"#, valid: [#""ab""#, #""e\u0301""#, "1"], invalid: [#""a""#, #""é""#, #""\ud83d\ude00""#, #""\n""#]),
            SchemaRow(#"{"maxLength":1.0}"#, valid: [#""""#, #""😀""#, #""\ud83d\ude00""#, #""山""#], invalid: [#""ab""#, #""👨‍👩""#]),
            SchemaRow(#"{"pattern":"^a+$"}"#, valid: [#""aa""#, #""\u0061""#, "1", "null"], invalid: [#""""#, #""ba""#, #""a\n""#]),
            SchemaRow(#"{"pattern":"b"}"#, valid: [#""abc""#], invalid: [#""ac""#]),
            SchemaRow(#"{"format":"email","contentEncoding":"base64"}"#, valid: [#""no address""#], invalid: []),
        ])
    func strings(row: SchemaRow) throws { try row.check() }

    @Test(
        "Arrays",
        arguments: [
            SchemaRow(#"{"minItems":1,"maxItems":2}"#, valid: ["[0]", "[0,1]", "{}"], invalid: ["[]", "[0,1,2]"]),
            SchemaRow(
                #"{"uniqueItems":true}"#, valid: ["[]", "[1,true,0,false,null]", #"[[1],[2]]"#, #"[{"a":1},{"a":2}]"#, #"["1",1]"#],
                invalid: ["[1,1.0]", #"[{"a":1,"b":2},{"b":2,"a":1}]"#, #"["a","\u0061"]"#, "[[1,2],[1,2]]", "[1,2,3,2]"]),
            SchemaRow(#"{"uniqueItems":false}"#, valid: ["[1,1]"], invalid: []),
            SchemaRow(#"{"items":{"type":"integer"}}"#, valid: ["[]", "[1,2]", #"{"0":"a"}"#], invalid: [#"[1,"a"]"#]),
            SchemaRow(#"{"items":false}"#, valid: ["[]"], invalid: ["[1]"]),
            SchemaRow(
                #"{"prefixItems":[{"type":"string"},true],"items":{"type":"integer"}}"#, valid: ["[]", #"["a"]"#, #"["a",null,1]"#],
                invalid: ["[1]", #"["a",null,"b"]"#]),
            SchemaRow(#"{"contains":{"type":"integer"}}"#, valid: ["[1]", #"["a",1]"#, "{}"], invalid: ["[]", #"["a"]"#]),
            SchemaRow(
                #"{"contains":{"const":1},"minContains":2,"maxContains":3}"#, valid: ["[1,1]", "[1,2,1,1]"], invalid: ["[1]", "[1,1,1,1]"]),
            SchemaRow(#"{"contains":{"const":1},"minContains":0}"#, valid: ["[]", "[2]"], invalid: []),
            SchemaRow(#"{"minContains":2,"maxContains":0}"#, valid: ["[1]"], invalid: []),
            SchemaRow(
                #"{"items":[{"type":"string"}],"additionalItems":{"type":"integer"}}"#, valid: ["[]", #"["a",1]"#],
                invalid: ["[1]", #"["a","b"]"#]),
            SchemaRow(#"{"items":{"type":"string"},"additionalItems":false}"#, valid: [#"["a","b"]"#], invalid: ["[1]"]),
            SchemaRow(#"{"items":[]}"#, valid: ["[1]"], invalid: []),
            SchemaRow(#"{"items":[],"additionalItems":false}"#, valid: ["[]"], invalid: ["[1]"]),
        ])
    func arrays(row: SchemaRow) throws { try row.check() }

    @Test(
        "Objects",
        arguments: [
            SchemaRow(#"{"minProperties":1,"maxProperties":2}"#, valid: [#"{"a":1}"#, "[]"], invalid: ["{}", #"{"a":1,"b":2,"c":3}"#]),
            SchemaRow(
                #"{"required":["a","é"]}"#, valid: [#"{"a":null,"\u00e9":1}"#, "[]"], invalid: [#"{"a":1}"#, #"{"a":1,"e\u0301":1}"#]),
            SchemaRow(
                #"{"properties":{"a":{"type":"integer"},"b":false}}"#, valid: ["{}", #"{"a":1,"c":2}"#],
                invalid: [#"{"a":"x"}"#, #"{"b":1}"#, #"{"\u0061":"x"}"#]),
            SchemaRow(
                #"{"properties":{"a":{"type":"integer"}}}"#, valid: [#"{"a":1,"a":2}"#],
                invalid: [#"{"a":1,"a":"x"}"#, #"{"a":"x","a":1}"#]),
            SchemaRow(
                #"{"properties":{"e\u0301":{"type":"integer"}},"additionalProperties":false}"#, valid: [#"{"e\u0301":1}"#],
                invalid: [#"{"é":1}"#]),
            SchemaRow(
                #"{"patternProperties":{"^a":{"type":"integer"},"b$":{"minimum":5}}}"#, valid: [#"{"a":1,"c":"x","ab":5}"#],
                invalid: [#"{"ax":"x"}"#, #"{"ab":4}"#, #"{"xb":4}"#]),
            SchemaRow(
                #"{"properties":{"a":true},"patternProperties":{"^x":true},"additionalProperties":{"type":"null"}}"#,
                valid: [#"{"a":1,"xa":1,"b":null}"#], invalid: [#"{"b":1}"#]),
            SchemaRow(
                #"{"propertyNames":{"maxLength":2,"pattern":"^a"}}"#, valid: ["{}", #"{"ab":1}"#],
                invalid: [#"{"abc":1}"#, #"{"ab":1,"b":1}"#]),
            SchemaRow(
                #"{"dependentRequired":{"a":["b"],"c":[]}}"#, valid: ["{}", #"{"b":1}"#, #"{"a":1,"b":2}"#, #"{"c":1}"#],
                invalid: [#"{"a":1}"#]),
            SchemaRow(
                #"{"dependencies":{"a":["b"],"c":{"minProperties":3},"d":false}}"#,
                valid: ["{}", #"{"a":1,"b":1}"#, #"{"c":1,"x":1,"y":1}"#],
                invalid: [#"{"a":1}"#, #"{"c":1}"#, #"{"d":1}"#]),
            SchemaRow(#"{"requird":["a"],"nullable":true}"#, valid: anything, invalid: []),
        ])
    func objects(row: SchemaRow) throws { try row.check() }

    @Test(
        "Schemas together",
        arguments: [
            SchemaRow(#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, valid: ["1", "2", "null"], invalid: ["0", "3"]),
            SchemaRow(#"{"anyOf":[{"type":"string"},{"minimum":2}]}"#, valid: [#""a""#, "2", "null"], invalid: ["1"]),
            SchemaRow(#"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, valid: ["1", "2.5"], invalid: ["3", "1.5"]),
            SchemaRow(#"{"not":{"type":"integer"}}"#, valid: [#""a""#, "1.5"], invalid: ["1"]),
            SchemaRow(#"{"not":true}"#, valid: [], invalid: anything),
            SchemaRow(#"{"not":{"not":{"type":"null"}}}"#, valid: ["null"], invalid: ["1"]),
            SchemaRow(
                #"{"if":{"minimum":0},"then":{"multipleOf":2},"else":{"maximum":-10}}"#, valid: ["4", "-11", "null"], invalid: ["3", "-1"]),
            SchemaRow(#"{"if":false,"then":false}"#, valid: anything, invalid: []),
            SchemaRow(#"{"then":false,"else":false}"#, valid: anything, invalid: []),
            SchemaRow(#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, valid: ["{}", #"{"a":1,"b":1}"#, "[]"], invalid: [#"{"a":1}"#]),
            SchemaRow(#"{"type":"object","anyOf":[{"required":["a"]},{"required":["b"]}]}"#, valid: [#"{"b":1}"#], invalid: ["{}", "1"]),
        ])
    func combinations(row: SchemaRow) throws { try row.check() }

    @Test(
        "Members and elements that no other keyword has checked",
        arguments: [
            SchemaRow(
                #"{"properties":{"a":true},"allOf":[{"properties":{"b":true}}],"unevaluatedProperties":false}"#,
                valid: ["{}", #"{"a":1,"b":2}"#, "[]"], invalid: [#"{"c":1}"#]),
            SchemaRow(
                #"{"anyOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":true}}],"unevaluatedProperties":false}"#,
                valid: [#"{"b":1}"#, #"{"a":"x","b":1}"#], invalid: [#"{"a":1}"#, #"{"a":1,"b":1}"#]),
            SchemaRow(
                #"{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"properties":{"b":true}},"unevaluatedProperties":false}"#,
                valid: [#"{"a":1,"b":1}"#, "{}"], invalid: [#"{"a":2}"#, #"{"b":1}"#]),
            SchemaRow(#"{"not":{"not":{"properties":{"a":true}}},"unevaluatedProperties":false}"#, valid: ["{}"], invalid: [#"{"a":1}"#]),
            SchemaRow(#"{"allOf":[{"unevaluatedProperties":true}],"unevaluatedProperties":false}"#, valid: [#"{"a":1}"#], invalid: []),
            SchemaRow(
                #"{"properties":{"a":{"properties":{"b":true}}},"unevaluatedProperties":{"type":"null"}}"#,
                valid: [#"{"a":{"b":1},"c":null}"#], invalid: [#"{"b":1}"#]),
            SchemaRow(
                #"{"oneOf":[{"patternProperties":{"^a":true},"required":["a"]},{"required":["z"]}],"unevaluatedProperties":false}"#,
                valid: [#"{"a":1,"ab":1}"#], invalid: [#"{"a":1,"b":1}"#, #"{"z":1}"#]),
            SchemaRow(
                #"{"dependentSchemas":{"a":{"properties":{"a":true,"b":true}}},"unevaluatedProperties":false}"#,
                valid: [#"{"a":1,"b":1}"#], invalid: [#"{"b":1}"#]),
            SchemaRow(
                ##"{"$ref":"#/$defs/a","$defs":{"a":{"properties":{"a":true}}},"unevaluatedProperties":false}"##,
                valid: [#"{"a":1}"#], invalid: [#"{"b":1}"#]),
            SchemaRow(
                #"{"prefixItems":[true],"anyOf":[{"prefixItems":[true,{"const":2}]},true],"unevaluatedItems":false}"#,
                valid: ["[1]", "[1,2]", "{}"], invalid: ["[1,3]", "[1,2,3]"]),
            SchemaRow(#"{"contains":{"const":1},"unevaluatedItems":{"const":2}}"#, valid: ["[1,2,1]"], invalid: ["[1,3]", "[2]"]),
            SchemaRow(#"{"items":true,"unevaluatedItems":false}"#, valid: ["[1,2]"], invalid: []),
            SchemaRow(
                #"{"additionalProperties":{"type":"integer"},"unevaluatedProperties":false}"#, valid: [#"{"a":1}"#],
                invalid: [#"{"a":"x"}"#]),
        ])
    func unevaluated(row: SchemaRow) throws { try row.check() }

    @Test(
        "References",
        arguments: [
            SchemaRow(##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"integer"}}}"##, valid: ["1"], invalid: [#""a""#]),
            SchemaRow(
                ##"{"$ref":"#/definitions/a~1b~0c%25%22","definitions":{"a/b~c%\"":{"type":"integer"}}}"##, valid: ["1"], invalid: [#""a""#]
            ),
            SchemaRow(
                ##"{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}"##, valid: [##"{"next":{"next":{}}}"##],
                invalid: [##"{"next":{"x":1}}"##]),
            SchemaRow(##"{"items":{"$recursiveRef":"#"},"type":"array"}"##, valid: ["[[],[[]]]"], invalid: ["[[1]]"]),
            SchemaRow(##"{"$ref":"#node","$defs":{"x":{"$anchor":"node","type":"integer"}}}"##, valid: ["1"], invalid: ["null"]),
            SchemaRow(
                ##"{"$dynamicRef":"#node","$defs":{"x":{"$dynamicAnchor":"node","type":"integer"}}}"##, valid: ["1"], invalid: ["null"]),
            SchemaRow(##"{"$ref":"#node","definitions":{"x":{"$id":"#node","type":"integer"}}}"##, valid: ["1"], invalid: ["null"]),
            SchemaRow(##"{"allOf":[{"$ref":"#/allOf/1"},{"type":"integer"}]}"##, valid: ["1"], invalid: ["null"]),
            SchemaRow(##"{"$ref":"#/x/0/y","x":[{"y":{"$ref":"#/z"}}],"z":{"type":"integer"}}"##, valid: ["1"], invalid: ["null"]),
            SchemaRow(##"{"$ref":"#/$defs/a","maximum":5,"$defs":{"a":{"type":"integer"}}}"##, valid: ["1"], invalid: ["6", "null"]),
            SchemaRow(
                #"{"$id":"https://example.com/s","$ref":"https://example.com/s#/$defs/a","$defs":{"a":{"type":"integer"}}}"#, valid: ["1"],
                invalid: ["null"]),
            SchemaRow(
                ##"{"properties":{"$ref":{"type":"integer"},"$id":{"type":"string"}}}"##, valid: [##"{"$ref":1,"$id":""}"##],
                invalid: [##"{"$ref":"#"}"##]),
            SchemaRow(##"{"const":{"$ref":"#/nowhere"}}"##, valid: [##"{"$ref":"#/nowhere"}"##], invalid: ["{}"]),
            SchemaRow(#"{"$schema":"http://json-schema.org/draft-07/schema#","type":"null"}"#, valid: ["null"], invalid: ["1"]),
            SchemaRow(#"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"null"}"#, valid: ["null"], invalid: ["1"]),
        ])
    func references(row: SchemaRow) throws { try row.check() }

    @Test("A schema and a value may be parts of larger texts, or of one")
    func parts() throws {
        let root = try JSONDocument(##"{"before":[1],"schema":{"items":{"$ref":"#/$defs/a"},"$defs":{"a":{"const":1}}},"value":[1,2]}"##)
            .root
        let schema = try JSONSchema(try #require(root["schema"]))
        #expect(schema.violation(in: try #require(root["before"])) == nil)
        #expect(schema.violation(in: try #require(root["value"]))?.pointer == "/1")
    }
}
