import BatchEngine
import Foundation
import Testing

/// The required cases of json-schema-org/JSON-Schema-Test-Suite.
@Suite(
    "JSON Schema conformance",
    .enabled(if: SharedData.has("json-schema-test-suite"), "the conformance cases are not at ../shared/data"))
struct JSONSchemaSuiteTests {
    @Test(
        "Every verdict is as it should be, under all schemas but those that refer to others",
        arguments: [("draft2020-12", 1_149, 51), ("draft2019-09", 1_121, 44), ("draft7", 863, 23)])
    func verdicts(draft: String, verdicts: Int, refusals: Int) throws {
        let folder = "json-schema-test-suite/\(draft)"
        let files = try FileManager.default.contentsOfDirectory(atPath: SharedData.url(folder).path).filter { $0.hasSuffix(".json") }
        var (right, refused) = (0, 0)
        for file in files.sorted() {
            for group in try JSONDocument(SharedData.bytes("\(folder)/\(file)")).root.elements {
                let name = "\(file): \(group["description"]?.string ?? "")"
                do {
                    let schema = try JSONSchema(try #require(group["schema"]))
                    for test in group["tests"]?.elements ?? [] where !Self.isMeantOtherwise(test) {
                        let violation = schema.violation(in: try #require(test["data"]))
                        #expect((violation == nil) == test["valid"]?.bool, "\(name), \(test["description"]?.string ?? "")")
                        right += 1
                    }
                } catch let error as JSONSchemaError {
                    #expect(Self.isOutside(error), "\(name): \(error)")
                    refused += 1
                }
            }
        }
        #expect(right == verdicts)
        #expect(refused == refusals)
    }

    /// In draft 7 nothing counted that stood beside a `$ref`; with us it does.
    private static func isMeantOtherwise(_ test: JSONValue) -> Bool { test["description"]?.string == "ref valid, maxItems ignored" }

    /// Whether a schema was refused since it needs more than itself: other texts, addresses of its own for parts, other dialects.
    private static func isOutside(_ error: JSONSchemaError) -> Bool {
        ["which is not in this schema", "an address of its own", "gives a name that another", "a dialect or vocabulary"]
            .contains { error.message.contains($0) }
    }
}
