/// One look at a value through a schema.
///
/// Every rule answers whether the value fits. While a violation is looked for, a value's children are looked at to the end, and
/// of all that is found what stands first in the text is kept; where only the answer counts (`not`, the branches of `anyOf`),
/// the look is quiet, and the first fault ends it.
struct JSONSchemaEvaluation {
    /// A violation at the node `index` of the value's document.
    struct Finding {
        var index: Int
        var message: String
        /// The types that were wanted, if the type was wrong.
        var wanted: JSONSchemaTypes?
    }

    /// The members and elements that were looked at, by their nodes; nil if they do not matter.
    typealias Marks = Set<Int>?

    private let nodes: [JSONSchemaNode]
    private let value: JSONValue
    var first: Finding?
    var isQuiet = false
    /// Whether the value at hand is the name of a member.
    var isName = false
    private var depth = 0
    private var steps = 0
    private let allowedSteps: Int
    /// Why the look was broken off.
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

    /// Whether `value` fits the schema at that place of the list. Where it does, the children that were looked at are added to
    /// `marks`.
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

    /// Counts a step; false if there were too many.
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
        // Nothing within the value can stand before the value itself.
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

    /// Notes a violation if it comes before the others; always false.
    mutating func refuse(_ value: JSONValue, _ message: @autoclosure () -> String, wanted: JSONSchemaTypes? = nil) -> Bool {
        guard !isQuiet, exhaustion == nil, value.index < first?.index ?? .max else { return false }
        first = Finding(index: value.index, message: (isName ? "has a name that " : "") + message(), wanted: wanted)
        return false
    }

    /// Looks without noting violations.
    mutating func quietly<Answer>(_ look: (inout JSONSchemaEvaluation) -> Answer) -> Answer {
        let before = isQuiet
        isQuiet = true
        defer { isQuiet = before }
        return look(&self)
    }
}
