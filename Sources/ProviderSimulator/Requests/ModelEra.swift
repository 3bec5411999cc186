/// What is peculiar to a generation of DeepSeek's models (https://api-docs.deepseek.com/guides/thinking_mode,
/// https://api-docs.deepseek.com/updates). A model's name determines its era.
struct ModelEra {
    enum Thinking {
        case always
        /// Unless the request turns it off.
        case byDefault
        /// If the request turns it on.
        case onRequest
    }

    /// The rule about reasoning in assistant messages of the input.
    enum EarlierThoughts {
        /// Status 400 if a message has reasoning.
        case refused
        /// Status 400 if a message of the present turn has none, in a request with functions and thinking.
        case neededInTurn
        /// Status 400 if a message has none, in a request with functions and thinking.
        case needed
    }

    /// The start of a word of the model's name; one of these.
    let names: [String]
    let thinking: Thinking
    let earlierThoughts: EarlierThoughts
    /// Whether requests may contain `reasoning_effort`.
    var knowsEffort = true
    /// Whether requests may ask for the probabilities of tokens.
    var knowsLogprobs = true
    /// Whether all values of sampling parameters are accepted and have no effect.
    var ignoresSampling = false
    /// Whether it answers FIM requests.
    var fillsIn = true
    /// With fewer `max_tokens`, a model that thinks ends before its answer.
    var fewestTokensToAnswer = 32

    /// The simulator's own era: thinking on request, by the rules of today, and always with an answer.
    static let simulated = ModelEra(names: [], thinking: .onRequest, earlierThoughts: .needed, fewestTokensToAnswer: 0)
    static let simulatedReasoner = ModelEra(
        names: ["simulated-reasoner"], thinking: .byDefault, earlierThoughts: .needed, fewestTokensToAnswer: 0)
    /// `deepseek-reasoner`, January to August 2025.
    static let r1 = ModelEra(
        names: ["reasoner", "r1"], thinking: .always, earlierThoughts: .refused, knowsEffort: false, knowsLogprobs: false,
        ignoresSampling: true, fillsIn: false)
    /// `deepseek-v3.2`, December 2025 to July 2026.
    static let v32 = ModelEra(names: ["v3.2"], thinking: .onRequest, earlierThoughts: .neededInTurn, knowsEffort: false)
    /// `deepseek-flash` and `deepseek-v4-pro`, since April 2026.
    static let v4 = ModelEra(names: ["v4", "flash"], thinking: .byDefault, earlierThoughts: .needed)

    /// Names of models of all eras: the simulator's, then those of today.
    static let examples = [
        "simulated-chat", "simulated-reasoner", "deepseek-flash", "deepseek-v4-pro", "deepseek-v3.2", "deepseek-reasoner",
    ]

    static func of(model: String) -> ModelEra {
        let name = model.lowercased()
        if simulatedReasoner.names.contains(name) { return simulatedReasoner }
        let words = name.split { !$0.isLetter && !$0.isNumber && $0 != "." }
        return [r1, v32, v4].first { era in words.contains { word in era.names.contains { word.hasPrefix($0) } } } ?? simulated
    }
}
