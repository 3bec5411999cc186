/// Tokens in and out, as one phrase: `in 1,200 (45.6 % cached), out 660 (80 of them reasoning)`.
struct TokenPhrase: CustomStringConvertible {
    var prompt: Int
    var cached: Int
    var completion: Int
    var reasoning: Int

    var description: String {
        "in \(prompt.grouped) (\(cached.share(of: prompt)) cached), out \(completion.grouped)"
            + (reasoning > 0 ? " (\(reasoning.grouped) of them reasoning)" : "")
    }
}
