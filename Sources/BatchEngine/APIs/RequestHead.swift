/// What all requests of an account have in common, made once.
struct RequestHead: Sendable {
    let headers: [(name: String, value: String)]
    private let chat: String
    private let betaChat: String
    private let infill: String

    init(for account: Account) {
        headers = ChatCompletions.headers(for: account)
        chat = account.baseURL + "/chat/completions"
        betaChat = account.betaURL + "/chat/completions"
        infill = account.betaURL + "/completions"
    }

    func url(for request: RoundRequest) -> String {
        if case .infill = request.input { return infill }
        return request.isBeta ? betaChat : chat
    }
}
