/// What a model does with one member of a request, where that is not what one would expect.
package struct ParameterRule: Sendable {
    /// Of which requests it is said.
    package enum Condition: String, Sendable {
        case always
        case whileThinking = "while thinking"
        case whileNotThinking = "while not thinking"
        case withoutStream = "without a stream"
    }

    /// Of which values it is said; never of null, which is a member left out.
    package enum Values: Hashable, Sendable {
        case all
        /// All but these strings, or these words as JSON has them.
        case otherThan([String])
        /// Objects whose member of that name is another string than these, and what is no object.
        case member(String, otherThan: [String])
        /// What is no whole number within these bounds.
        case outside(ClosedRange<Int>)
        case below(Double)
        /// Arrays of more elements.
        case longerThan(Int)
        /// Choices of tools that leave the model none: `required`, or a function by name.
        case forcingTools
    }

    package enum Effect: String, Sendable {
        case ignored, deprecated, clamped, undocumented
        /// The request is answered with an error.
        case refused
    }

    /// The member's name.
    package var name: String
    package var condition: Condition
    package var values: Values
    package var effect: Effect
    /// Goes on after the member's name, with `{model}` for the model's.
    package var sentence: String
    /// What the user may do about it, as a clause that ends the sentence.
    package var hint: Advice?
    /// The page that it comes from.
    package var source: String

    init(
        _ name: String, _ condition: Condition = .always, _ values: Values = .all, _ effect: Effect, _ sentence: String,
        hint: Advice? = nil, source: String
    ) {
        (self.name, self.condition, self.values, self.effect) = (name, condition, values, effect)
        (self.sentence, self.hint, self.source) = (sentence, hint, source)
    }

    /// The sentence as it is said of a model.
    package func sentence(of model: String) -> String { sentence.replacing("{model}", with: model) }

    /// Whether it is said of that value.
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
