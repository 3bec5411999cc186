/// How often each word of `WordRules` occurs in comments, literals and documents. A number may only fall: `scripts/words` counts.
enum WordRatchet {
    /// Whether a number that is too high fails the test; otherwise the test prints it.
    static let isExact = true

    static let written: [String: Int] = [
        "where": 29, "whom": 0, "nobody": 3, "whoever": 0, "tells": 0, "bears": 0, "borne": 0, "anew": 0, "of its own": 9, "Of": 3,
    ]

    /// Words that occur more often than written here, with their places, the last changed files first; and words that occur less often.
    static func faults(
        _ places: [WordRules.Place], written: [String: Int] = written, age: (String) -> Double = { _ in 0 }
    ) -> (more: [String], fewer: [String]) {
        var (more, fewer): ([String], [String]) = ([], [])
        for word in WordRules.phrases.map(WordRules.name) {
            let found = places.filter { $0.word == word }
            let number = written[word] ?? 0
            if found.count < number { fewer.append("\"\(word)\" stands \(found.count) times and not \(number): write this down") }
            guard found.count > number else { continue }
            let ages = Dictionary(uniqueKeysWithValues: Set(found.map(\.path)).map { ($0, age($0)) })
            let newest = found.sorted { (ages[$0.path] ?? 0, $0.path, $0.line) < (ages[$1.path] ?? 0, $1.path, $1.line) }.prefix(20)
            more.append(
                "\"\(word)\" stands \(found.count) times, more than \(number). The files changed last: "
                    + newest.map { "\($0.path):\($0.line)" }.joined(separator: ", "))
        }
        return (more, fewer)
    }
}
