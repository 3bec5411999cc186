extension Array<String> {
    /// The words as a sentence offers them to choose from: `a, b or c`. Empty for none.
    package var alternatives: String {
        guard count > 1 else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) or \(self[count - 1])"
    }
}

extension String {
    /// The text with a full stop at its end, unless it ends like a sentence.
    package var endedAsSentence: String { last.map { ".!?…".contains($0) } ?? true ? self : self + "." }
}
