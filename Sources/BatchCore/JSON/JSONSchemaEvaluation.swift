/// One validation of a value against a schema.
///
/// Every rule returns whether the value matches. To find the first violation, all children of a value are checked, and the violation that
/// comes first in the text is kept. If only the result counts (`not`, the branches of `anyOf`), the check is quiet and ends at the first
/// violation.
struct JSONSchemaEvaluation {
    /// A violation at the node `index` of the value's document.
    struct Finding {
        var index: Int
        var message: String
        /// The expected types, if the type was wrong.
        var wanted: JSONSchemaTypes?
    }

    /// The members and elements that were checked, by their nodes; nil if they do not matter.
    typealias Marks = Set<Int>?

    private let nodes: [JSONSchemaNode]
    private let value: JSONValue
    var first: Finding?
    var isQuiet = false
    /// Whether the current value is the name of a member.
    var isName = false
    private var depth = 0
    private var steps = 0
    private let allowedSteps: Int
    /// The reason why the validation was stopped.
    private var exhaustion: String?

    init(_ nodes: [JSONSchemaNode], of value: JSONValue, steps: Int) {
        self.nodes = nodes
        self.value = value
        allowedSteps = steps
    }

    mutating func violation() -> JSONSchemaViolation? {
        let isValid = fits(value, 0)
        if let exhaustion { return JSONSchemaViolation(pointer: "", message: exhaustion) }
        guard !isValid, let first else { return nil }
        return JSONSchemaViolation(pointer: JSONPointer.text(from: value, to: first.index), message: first.message)
    }

    mutating func fits(_ value: JSONValue, _ schema: Int) -> Bool {
        var marks: Marks = nil
        return fits(value, schema, &marks)
    }

    /// Whether `value` matches the schema at that index of the list. If so, the children that were checked are added to `marks`.
    mutating func fits(_ value: JSONValue, _ schema: Int, _ marks: inout Marks) -> Bool {
        guard begin() else { return false }
        depth += 1
        defer { depth -= 1 }
        let node = nodes[schema]
        guard node.rules.tracksChildren else { return fitsAll(value, node, &marks) }
        var own: Marks = []
        guard fitsAll(value, node, &own), fitsUnevaluated(value, node, &own) else { return false }
        if let own { marks?.formUnion(own) }
        return true
    }

    /// Counts a step; false if the limit is exceeded.
    private mutating func begin() -> Bool {
        guard exhaustion == nil else { return false }
        steps += 1
        if steps > allowedSteps {
            exhaustion = "takes more than \(allowedSteps) steps to check, since branches of the schema multiply"
        } else if depth >= Bounds.schemaDepth {
            exhaustion = "is nested too deep to be checked, more than \(Bounds.schemaDepth) schemas one in another"
        }
        return exhaustion == nil
    }

    private mutating func fitsAll(_ value: JSONValue, _ node: JSONSchemaNode, _ marks: inout Marks) -> Bool {
        // Nothing within the value comes before the value itself.
        guard fitsItself(value, node) else { return false }
        var isFit = true
        switch value.kind {
        case .array: if let rules = node.rules.ofArrays { isFit = fitsElements(value, rules, &marks) }
        case .object: if let rules = node.rules.ofObjects { isFit = fitsMembers(value, rules, &marks) }
        default: break
        }
        for combination in node.rules.combinations {
            if !isFit, isQuiet { return false }
            isFit = fitsCombination(value, combination, &marks) && isFit
        }
        return isFit
    }

    /// Records a violation if it comes before the one recorded; always false.
    mutating func refuse(_ value: JSONValue, _ message: @autoclosure () -> String, wanted: JSONSchemaTypes? = nil) -> Bool {
        guard !isQuiet, exhaustion == nil, value.index < first?.index ?? .max else { return false }
        first = Finding(index: value.index, message: (isName ? "has a name that " : "") + message(), wanted: wanted)
        return false
    }

    /// Runs a check without recording violations.
    mutating func quietly<Answer>(_ look: (inout JSONSchemaEvaluation) -> Answer) -> Answer {
        let before = isQuiet
        isQuiet = true
        defer { isQuiet = before }
        return look(&self)
    }
}
