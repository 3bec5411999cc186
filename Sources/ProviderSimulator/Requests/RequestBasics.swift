import BatchCore

/// The parameters that requests of all APIs have in common.
struct RequestBasics {
    let model: String
    let era: ModelEra
    /// The limit of output tokens; nil if the request has none.
    let maxTokens: Int?
    let streams: Bool
    /// Whether a stream must contain the usage.
    let asksUsage: Bool
    /// Texts that end the reply before them.
    let stops: [[UInt8]]
    /// Requests share a cache if they have the same scope: the same model and user of the account.
    let cacheScope: UInt64

    /// The highest limit of output tokens of a chat.
    static let mostChatTokens = 393_216

    /// - Parameter mostTokens: the highest valid `max_tokens`.
    init(_ root: JSONValue, _ terms: Terms, mostTokens: Int = mostChatTokens) throws(Refusal) {
        guard let model = root["model"]?.string, !model.isEmpty else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: missing field `model`")
        }
        if let models = terms.models, !models.contains(model) { throw terms.flavour.refusals.unknownModel(model) }
        self.model = model
        era = ModelEra.of(model: model)
        maxTokens = try Self.maxTokens(of: root, most: mostTokens)
        streams = root["stream"]?.bool ?? false
        if let options = root["stream_options"], !options.isNull, !streams {
            throw Refusal(status: 400, message: "stream_options should be set along with stream = true")
        }
        asksUsage = root["stream_options"]?["include_usage"]?.bool ?? false
        stops = try Self.stops(of: root)
        var scope = RollingFingerprint()
        scope.add(model.utf8)
        if let user = root["user_id"], !user.isNull {
            guard let name = user.string, name.utf8.count <= Self.longestUser else {
                throw Refusal(status: 400, message: "Invalid user_id value: expected a string of up to \(Self.longestUser) bytes")
            }
            scope.add(user.raw)
        }
        cacheScope = scope.value
    }

    /// The body of a request as JSON.
    static func object(_ body: [UInt8]) throws(Refusal) -> JSONValue {
        let root: JSONValue
        do {
            root = try JSONDocument(body).root
        } catch {
            throw Refusal(status: 400, message: "Failed to parse the request body as JSON: \(error)")
        }
        guard root.kind == .object else { throw Refusal(status: 400, message: "The request body is not a JSON object") }
        return root
    }

    private static func maxTokens(of root: JSONValue, most: Int) throws(Refusal) -> Int? {
        for name in ["max_tokens", "max_completion_tokens"] {
            guard let value = root[name], !value.isNull else { continue }
            guard let number = value.int, (1...most).contains(number) else {
                throw Refusal(status: 400, message: "Invalid \(name) value, the valid range of \(name) is [1, \(most)]")
            }
            return number
        }
        return nil
    }

    private static let longestUser = 512
    private static let mostStops = 16

    private static func stops(of root: JSONValue) throws(Refusal) -> [[UInt8]] {
        guard let value = root["stop"], !value.isNull else { return [] }
        let list = value.kind == .array ? value.elements : [value]
        let texts = list.compactMap(\.string)
        guard texts.count == list.count, texts.count <= mostStops else {
            throw Refusal(status: 400, message: "Invalid stop value: expected a string or a list of up to \(mostStops) strings")
        }
        return texts.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }
}
