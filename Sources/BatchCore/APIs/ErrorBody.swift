/// The error in a response body, in any of the servers' forms: `{"error":{"message":…}}`, the same without `error`, `{"error":"…"}`,
/// `{"detail":…}` (FastAPI), `{"message":…}`, a web page, plain text, or nothing.
struct ErrorBody {
    /// The server's message for people, on one line; nil if there is none.
    var message: String?
    /// The server's codes, the most precise first: `error_type`, `code`, `type`, and OpenRouter's reasons.
    var words: [String] = []
    /// The status that the error itself contains.
    var status: Int?
    /// The body, if it is JSON, and the part of it that is the error.
    var root: JSONValue?
    var error: JSONValue?

    private init() {}

    init(_ body: [UInt8]) {
        self.init()
        let start = body.drop { $0 <= UInt8(ascii: " ") }
        switch start.first {
        case UInt8(ascii: "<")?: message = PageText.words(of: start)
        case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
            guard let value = JSONValue(foreign: body) else { fallthrough }
            // Gemini's compatible API puts its errors in a list.
            let root = value[0] ?? value
            let error = root["error"].flatMap { $0.isNull ? nil : $0 } ?? root
            self = ErrorBody(root: root, error: error)
            if message == nil, root.raw.count > 2 { message = Self.words(of: root.raw) }
        case .some: message = Self.words(of: start)
        case nil: break
        }
    }

    private static func words(of text: ArraySlice<UInt8>) -> String? {
        words(in: String(decoding: text.prefix(ShortText.readable), as: UTF8.self))
    }

    /// The text on one line; nil if nothing is visible.
    private static func words(in text: String) -> String? {
        let collapsed = ShortText.collapsed(text)
        return collapsed.isEmpty ? nil : collapsed
    }

    /// - Parameter error: the part of `root` that is the error, or `root` itself.
    init(root: JSONValue, error: JSONValue) {
        (self.root, self.error) = (root, error)
        let metadata = error["metadata"]
        let flat = error.kind == .object ? error : root
        let places = [
            metadata?["error_type"], flat["error_type"], root["error_type"], flat["code"], flat["type"], metadata?["reason"],
            metadata?["limit_source"],
        ]
        words = (places.map { $0?.string } + [error.string]).compactMap { $0.map { String($0.prefix(ShortText.readable)) } }
        status = ["code", "status", "status_code", "raw_status_code"].lazy.compactMap { Self.status(flat[$0]) }.first
        // A gateway's own message is short. The message of the provider behind it is in the metadata (OpenRouter).
        let own = error.kind == .string ? Self.text(root["message"]) ?? error.string : Self.text(error)
        let texts = [own, Self.text(metadata?["raw"])].compactMap { $0 }.filter { !$0.isEmpty }
        message = Self.words(in: texts.joined(separator: ": "))
    }

    /// The whole text of the error, to search it for markers.
    var searchText: String { (words + [message ?? ""]).joined(separator: "\n") }

    /// A number, or a number in a string, that is a valid status of an error.
    private static func status(_ value: JSONValue?) -> Int? {
        guard let value, let status = value.int ?? value.string.flatMap({ Int($0) }), (400...599).contains(status) else { return nil }
        return status
    }

    private static let messageNames = ["message", "msg", "detail", "error", "error_message", "description", "reason"]

    /// The words in a value: a string; the first member of an object that contains a message; the first elements of a list.
    private static func text(_ value: JSONValue?) -> String? {
        guard let value else { return nil }
        switch value.kind {
        case .string: return value.string
        case .null: return nil
        case .bool, .number: return String(decoding: value.raw, as: UTF8.self)
        case .array:
            let texts = value.elements.prefix(3).compactMap { text($0) }
            return texts.isEmpty ? nil : texts.joined(separator: "; ")
        case .object:
            guard let words = firstText(in: value) else { return nil }
            // FastAPI reports the place of each fault: `"loc":["body","messages",0,"role"]`.
            guard let place = value["loc"]?.elements, !place.isEmpty else { return words }
            return place.map { text($0) ?? "" }.joined(separator: ".") + ": " + words
        }
    }

    /// A loop, because a lazy sequence computes its first element twice. The work would double with each level.
    private static func firstText(in object: JSONValue) -> String? {
        for name in messageNames {
            if let words = text(object[name]) { return words }
        }
        return nil
    }
}
