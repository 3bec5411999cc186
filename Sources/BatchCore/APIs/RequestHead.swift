/// The part that all requests of an account share, made once.
struct RequestHead: Sendable {
    private let headers: [(name: String, value: String)]
    private let sessionHeaders: [String]
    private let chat: String
    private let betaChat: String
    private let infill: String
    private let responses: String

    init(for account: Account) {
        headers = ChatCompletions.headers(for: account)
        sessionHeaders = account.provider.sessions?.headers ?? []
        chat = account.baseURL + "/chat/completions"
        betaChat = account.betaURL + "/chat/completions"
        infill = account.betaURL + "/completions"
        responses = account.baseURL + "/responses"
    }

    func url(for request: RoundRequest) -> String {
        switch request.input {
        case .chat: request.isBeta ? betaChat : chat
        case .infill: infill
        case .responses: responses
        }
    }

    func headers(for request: RoundRequest) -> [(name: String, value: String)] {
        guard !sessionHeaders.isEmpty, Self.canStandInHeader(request.sessionID) else { return headers }
        return headers + sessionHeaders.map { ($0, request.sessionID) }
    }

    /// A header can contain visible ASCII only; the body can contain any name.
    private static func canStandInHeader(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= longestName && name.utf8.allSatisfy { $0 > UInt8(ascii: " ") && $0 < 0x7F }
    }

    private static let longestName = 256
}
