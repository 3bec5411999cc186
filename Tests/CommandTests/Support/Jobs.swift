/// Job files.
enum Jobs {
    /// `job-1`, `job-2`, … with that many turns each.
    static func text(_ count: Int, turns: (Int) -> Int = { _ in 1 }) -> String {
        (1...count).map { line("job-\($0)", turns: turns($0)) }.joined()
    }

    static func line(_ id: String, turns: Int = 1, about topic: String = "the tide") -> String {
        let words = (1...turns).map { "\"Question \($0) of \(id): what of \(topic)?\"" }
        return "{\"id\":\"\(id)\",\"turns\":[\(words.joined(separator: ","))]}\n"
    }
}
