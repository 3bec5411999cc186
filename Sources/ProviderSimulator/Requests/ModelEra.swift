/// What a generation of DeepSeek's models does and demands, all that differs between them in one place
/// (https://api-docs.deepseek.com/guides/thinking_mode, https://api-docs.deepseek.com/updates). A model's name tells its era.
struct ModelEra {
    enum Thinking {
        case always
        /// Unless the request says otherwise.
        case byDefault
        /// Where the request says so.
        case onRequest
    }

    /// What becomes of the chain of thought that assistant messages of the input bring along.
    enum EarlierThoughts {
        /// Status 400 where one does.
        case refused
        /// Status 400 where one of the turn that is under way does not, in a request that has functions and wants thoughts.
        case neededInTurn
        /// Status 400 where one does not, in a request that has functions and wants thoughts.
        case needed
    }

    /// Begins one of the words of a model's name.
    let names: [String]
    let thinking: Thinking
    let earlierThoughts: EarlierThoughts
    /// Whether requests say how much is thought, by `reasoning_effort`.
    var knowsEffort = true
    /// Whether requests may ask for the probabilities of tokens.
    var tellsLogprobs = true
    /// Whether parameters of sampling are accepted whatever they say, and have no effect.
    var ignoresSampling = false
    /// Whether it completes what stands between a prompt and a suffix.
    var fillsIn = true
    /// Below so many `max_tokens` a model that thinks gets no further than its thoughts.
    var fewestTokensToAnswer = 32

    /// The simulator's own: it thinks at will, by the rules of today, and always comes to an answer.
    static let simulated = ModelEra(names: [], thinking: .onRequest, earlierThoughts: .needed, fewestTokensToAnswer: 0)
    static let simulatedReasoner = ModelEra(
        names: ["simulated-reasoner"], thinking: .byDefault, earlierThoughts: .needed, fewestTokensToAnswer: 0)
    /// `deepseek-reasoner`, January to August 2025.
    static let r1 = ModelEra(
        names: ["reasoner", "r1"], thinking: .always, earlierThoughts: .refused, knowsEffort: false, tellsLogprobs: false,
        ignoresSampling: true, fillsIn: false)
    /// `deepseek-v3.2`, December 2025 to July 2026.
    static let v32 = ModelEra(names: ["v3.2"], thinking: .onRequest, earlierThoughts: .neededInTurn, knowsEffort: false)
    /// `deepseek-flash` and `deepseek-v4-pro`, since April 2026.
    static let v4 = ModelEra(names: ["v4", "flash"], thinking: .byDefault, earlierThoughts: .needed)

    /// Names of models of all eras, the simulator's own first and then those of today.
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
