/// The effect of one member of a request on a model, if it is not the expected one.
package struct ParameterRule: Sendable {
    /// The requests that the rule applies to.
    package enum Condition: String, Sendable {
        case always
        case whileThinking = "while thinking"
        case whileNotThinking = "while not thinking"
        case withoutStream = "without a stream"
    }

    /// The values that the rule applies to. Null never counts, because it is an omitted member.
    package enum Values: Hashable, Sendable {
        case all
        /// All but these strings, or these words of JSON.
        case otherThan([String])
        /// Objects in which the named member is not one of these strings, and values that are not objects.
        case member(String, otherThan: [String])
        /// Values other than whole numbers within these bounds.
        case outside(ClosedRange<Int>)
        case below(Double)
        /// Arrays with more elements.
        case longerThan(Int)
        /// A choice of tools that forces a call: `required`, or a function by name.
        case forcingTools
    }

    package enum Effect: String, Sendable {
        case ignored, deprecated, clamped, undocumented
        /// The provider answers the request with an error.
        case refused
    }

    /// The member's name.
    package var name: String
    package var condition: Condition
    package var values: Values
    package var effect: Effect
    /// The rest of a sentence that begins with the member's name. `{model}` stands for the model's name.
    package var sentence: String
    /// What the user can do about it, as a clause that ends the sentence.
    package var hint: Advice?
    /// The page that documents the rule.
    package var source: String

    init(
        _ name: String, _ condition: Condition = .always, _ values: Values = .all, _ effect: Effect, _ sentence: String,
        hint: Advice? = nil, source: String
    ) {
        (self.name, self.condition, self.values, self.effect) = (name, condition, values, effect)
        (self.sentence, self.hint, self.source) = (sentence, hint, source)
    }

    /// The sentence with the model's name.
    package func sentence(of model: String) -> String { sentence.replacing("{model}", with: model) }

    /// Whether the rule applies to that value.
    func concerns(_ value: JSONText) -> Bool {
        if value.isNull || values == .all { return !value.isNull }
        let value = value.root
        switch values {
        case .all: return true
        case .otherThan(let known): return !Self.isOne(of: known, value)
        case .member(let name, let known):
            guard value.kind == .object else { return true }
            return value[name].map { !Self.isOne(of: known, $0) } ?? false
        case .outside(let range): return value.int.map { !range.contains($0) } ?? true
        case .below(let bound): return value.double.map { $0 < bound } ?? false
        case .longerThan(let count): return value[count] != nil
        case .forcingTools: return value.kind == .object || value.string == "required"
        }
    }

    private static func isOne(of known: [String], _ value: JSONValue) -> Bool {
        known.contains { value.string == $0 || (value.string == nil && value.raw.elementsEqual($0.utf8)) }
    }
}
