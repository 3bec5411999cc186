/// A JSON Schema, compiled once (https://json-schema.org/draft/2020-12).
///
/// It supports all vocabularies for validation and applicators, and the spellings of drafts 6, 7 and 2019-09 that are still in use:
/// `definitions`, `items` as an array with `additionalItems`, `dependencies`, `$recursiveRef`. Keywords beside a `$ref` always count, as
/// they do since 2019-09. References stay within the schema. Unknown keywords are ignored.
///
/// `format` and the `content…` keywords are annotations and are not checked, which is the standard's default. A `pattern` can check
/// such texts.
///
/// Numbers are compared exactly, by their decimal spelling. Lengths are counted in Unicode scalars. Patterns are ``TextPattern``s. If an
/// object has several members of one name, each must be valid.
package struct JSONSchema: Sendable {
    private let nodes: [JSONSchemaNode]

    /// - Throws: ``JSONSchemaError``, the fault of the schema with its place.
    package init(_ schema: JSONValue) throws(JSONSchemaError) {
        var compiler = JSONSchemaCompiler(schema)
        nodes = try compiler.compiled()
    }

    /// The violation that comes first in the value's text; nil if the value is valid. A value that needs more than ``Bounds/schemaSteps``
    /// or ``Bounds/schemaDepth`` is not valid either.
    package func violation(in value: JSONValue) -> JSONSchemaViolation? {
        violation(in: value, steps: Bounds.schemaSteps)
    }

    func violation(in value: JSONValue, steps: Int) -> JSONSchemaViolation? {
        var evaluation = JSONSchemaEvaluation(nodes, of: value, steps: steps)
        return evaluation.violation()
    }
}
