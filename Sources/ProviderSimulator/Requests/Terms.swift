/// The rules by which a request is read: the played provider's, and the names of the models.
struct Terms {
    /// Nil to accept any name.
    let models: [String]?
    let flavour: Flavour
    /// Whether beta features are allowed.
    let isBeta: Bool
    var earlierThoughts: Flavour.EarlierThoughts
    /// Whether requests may contain a JSON Schema for the reply.
    var knowsJSONSchema: Bool

    init(models: [String]?, flavour: Flavour, isBeta: Bool) {
        (self.models, self.flavour, self.isBeta) = (models, flavour, isBeta)
        earlierThoughts = flavour.earlierThoughts
        knowsJSONSchema = !flavour.isHeldToDeepSeek
    }
}
