/// A JSON Schema, compiled once (https://json-schema.org/draft/2020-12).
///
/// All of the vocabularies for validation and applicators, and the spellings of drafts 6, 7 and 2019-09 that people still
/// write: `definitions`, `items` as an array with `additionalItems`, `dependencies`, `$recursiveRef`. What stands beside a
/// `$ref` always counts, as it does since 2019-09. References stay within the schema. Unknown keywords are ignored.
///
/// `format` (with the `content…` keywords) is an annotation, as the standard has it unless a validator is told otherwise: it
/// is not checked. Who wants an address checked writes a `pattern`.
///
/// Numbers are compared exactly, as they are spelled in decimal. Lengths are counted in Unicode scalars. Patterns are
/// ``TextPattern``s. Where an object has several members of one name, each must be valid.
package struct JSONSchema: Sendable {
    private let nodes: [JSONSchemaNode]

    /// - Throws: ``JSONSchemaError``: the fault of the schema, and its place.
    package init(_ schema: JSONValue) throws(JSONSchemaError) {
        var compiler = JSONSchemaCompiler(schema)
        nodes = try compiler.compiled()
    }

    /// The violation that stands first in the value's text; nil if the value is valid. A value for which the schema takes
    /// more than ``Bounds/schemaSteps`` or ``Bounds/schemaDepth`` is not valid either.
    package func violation(in value: JSONValue) -> JSONSchemaViolation? {
        violation(in: value, steps: Bounds.schemaSteps)
    }

    func violation(in value: JSONValue, steps: Int) -> JSONSchemaViolation? {
        var evaluation = JSONSchemaEvaluation(nodes, of: value, steps: steps)
        return evaluation.violation()
    }
}
