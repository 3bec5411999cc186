extension Array<String> {
    /// The words as a sentence offers them to choose from: `a, b or c`. Empty for none.
    public var alternatives: String {
        guard count > 1 else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) or \(self[count - 1])"
    }
}
