import BatchCore
import Foundation
import TestSupport
import Testing

/// Compares results with those of the `jsonschema` package for Python.
@Suite("JSON Schema: a judge that others wrote")
struct JSONSchemaPackageTests {
    /// `make test` sets the Python for which it has installed the package.
    private static let python = ProcessInfo.processInfo.environment["BATCHRUN_PYTHON"] ?? "python3"
    private static let hasPackage = (try? run("import jsonschema", on: "")) != nil

    @Test(
        "Both give the same verdict on values by chance under schemas by chance",
        .enabled(if: hasPackage, "needs the jsonschema package, which make test installs"))
    func verdicts() throws {
        let seeds = 1...UInt64(300)
        let cases = seeds.map { seed in
            let dialect: RandomSchema.Dialect = seed.isMultiple(of: 4) ? .draft7 : .draft2020
            var random = RandomSchema(seed: seed, dialect: dialect)
            let schema = random.schema()
            let values = (0..<12).map { _ in random.value() }
            return #"{"dialect":"\#(dialect)","schema":\#(schema),"values":[\#(values.joined(separator: ","))]}"#
        }
        let text = "[" + cases.joined(separator: ",") + "]"
        let theirs = try JSONDocument(try Self.run(Self.judge, on: text)).root
        var counts = [true: 0, false: 0]
        for (seed, (sample, verdicts)) in zip(seeds, zip(try JSONDocument(text).root.elements, theirs.elements)) {
            let schema: JSONSchema
            do {
                schema = try JSONSchema(try #require(sample["schema"]))
            } catch {
                Issue.record("seed \(seed): \(Self.text(sample["schema"])) is refused: \(error)")
                continue
            }
            for (value, verdict) in zip(sample["values"]?.elements ?? [], verdicts.elements) {
                let violation = schema.violation(in: value)
                let isValid = verdict.bool == true
                counts[isValid, default: 0] += 1
                if (violation == nil) != isValid {
                    let verdict = violation?.description ?? "valid"
                    Issue.record("seed \(seed): \(Self.text(value)) under \(Self.text(sample["schema"])): \(verdict)")
                }
            }
        }
        #expect(counts[true, default: 0] > 800)
        #expect(counts[false, default: 0] > 800)
    }

    @Test(
        "Both refuse the same values of keywords, except for a spelling of old",
        .enabled(if: hasPackage, "needs the jsonschema package, which make test installs"))
    func keywords() throws {
        let keywords = [
            "type", "enum", "const", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
            "pattern", "minItems", "maxItems", "uniqueItems", "prefixItems", "items", "contains", "minContains", "maxContains",
            "properties",
            "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties", "maxProperties", "dependentRequired",
            "dependentSchemas", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "unevaluatedProperties", "unevaluatedItems",
            "$defs",
            "definitions", "dependencies", "$anchor",
        ]
        let values = [
            "null", "true", "0", "-1", "1.5", "2.0", #""a""#, #""null""#, "[]", "[true]", #"["a"]"#, #"["null","string"]"#, "[1]", "{}",
            #"{"a":true}"#, #"{"a":1}"#, #"{"a":["b"]}"#, #"{"a":[1]}"#, #"{"a":{"type":"null"}}"#,
        ]
        let schemas = keywords.flatMap { keyword in values.map { #"{"\#(keyword)":\#($0)}"# } }
        let text = "[" + schemas.joined(separator: ",") + "]"
        let theirs = try JSONDocument(try Self.run(Self.checker, on: text)).root
        var differences: [String] = []
        for (schema, verdict) in zip(try JSONDocument(text).root.elements, theirs.elements) {
            let isAccepted = (try? JSONSchema(schema)) != nil
            if isAccepted != verdict.bool { differences.append((isAccepted ? "we accept " : "we refuse ") + Self.text(schema)) }
        }
        // An array of schemas was the form of `items` until 2019-09.
        #expect(differences == [#"we accept {"items":[]}"#, #"we accept {"items":[true]}"#])
    }

    private static let checker = """
        import json
        import sys

        import jsonschema

        verdicts = []
        for schema in json.load(open(sys.argv[1], encoding="utf-8")):
            try:
                jsonschema.Draft202012Validator.check_schema(schema)
                verdicts.append(True)
            except jsonschema.SchemaError:
                verdicts.append(False)
        print(json.dumps(verdicts))
        """

    private static func text(_ value: JSONValue?) -> String { value.map { String(decoding: $0.raw, as: UTF8.self) } ?? "nothing" }

    private static let judge = """
        import json
        import sys

        import jsonschema

        dialects = {"draft7": jsonschema.Draft7Validator, "draft2020": jsonschema.Draft202012Validator}
        verdicts = []
        for case in json.load(open(sys.argv[1], encoding="utf-8")):
            dialect = dialects[case["dialect"]]
            dialect.check_schema(case["schema"])
            validator = dialect(case["schema"])
            verdicts.append([validator.is_valid(value) for value in case["values"]])
        print(json.dumps(verdicts))
        """

    private struct Complaint: Error { let text: String }

    /// Runs a Python script and returns its output. The script reads `input` from the file in its first argument.
    private static func run(_ script: String, on input: String) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "batchrun-schemas-\(UUID().uuidString).json")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-c", script, file.path]
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let told = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Complaint(text: String(decoding: complaints, as: UTF8.self)) }
        return Array(told)
    }
}
