/// By what terms a request is read: whose API it came to, and which models are served there.
struct Terms {
    /// Nil to serve a model of any name.
    let models: [String]?
    let flavour: Flavour
    /// Whether features on trial may be used.
    let isBeta: Bool
    var earlierThoughts: Flavour.EarlierThoughts
    /// Whether replies can be made to fit a JSON Schema.
    var knowsJSONSchema: Bool

    init(models: [String]?, flavour: Flavour, isBeta: Bool) {
        (self.models, self.flavour, self.isBeta) = (models, flavour, isBeta)
        earlierThoughts = flavour.earlierThoughts
        knowsJSONSchema = !flavour.isHeldToDeepSeek
    }
}
