extension Array<String> {
    /// The words as alternatives in a sentence: `a, b or c`. Empty if there are none.
    package var alternatives: String {
        guard count > 1 else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) or \(self[count - 1])"
    }
}

extension String {
    /// The text with a full stop at its end, unless it already ends like a sentence.
    package var endedAsSentence: String { last.map { ".!?…".contains($0) } ?? true ? self : self + "." }
}
