/// The provider and the page that a URL selects.
struct Address {
    enum Page: String, CaseIterable {
        case chat = "/chat/completions"
        case completions = "/completions"
        case responses = "/responses"
        case models = "/models"
        case balance = "/user/balance"
        case statistics = "/simulator/statistics"

        var method: String {
            switch self {
            case .chat, .completions, .responses: "POST"
            case .models, .balance, .statistics: "GET"
            }
        }
    }

    /// Nil if there is no such page.
    let page: Page?
    let flavour: Flavour
    /// Whether beta features are allowed.
    let isBeta: Bool

    /// The path may start with a provider's name; the default is DeepSeek. An unknown name with `/v1` after it selects OpenAI. The
    /// end of a base URL, `/v1` or `/beta`, may follow the name.
    init(url: String) {
        var path = Substring(url)
        if let colon = path.firstIndex(of: ":"), path[colon...].hasPrefix("://") {
            path = path[colon...].dropFirst(3)
            path = path.firstIndex(of: "/").map { path[$0...] } ?? "/"
        }
        if let query = path.firstIndex(of: "?") { path = path[..<query] }
        flavour = Self.takeFlavour(&path)
        let isBeta = flavour.betaPath.map { path.hasPrefix($0 + "/") } ?? true
        for version in [flavour.betaPath, "/v1"] {
            if let version, path.hasPrefix(version + "/") { path = path.dropFirst(version.count) }
        }
        self.isBeta = isBeta
        let page = Page(rawValue: String(path))
        self.page = page == .balance && !flavour.hasBalancePage ? nil : page
    }

    private static func takeFlavour(_ path: inout Substring) -> Flavour {
        let name = path.dropFirst().prefix { $0 != "/" }
        let rest = path[name.endIndex...]
        if let known = Flavour.named(name) {
            path = rest
            return known
        }
        guard name != "v1", name != "beta", rest.hasPrefix("/v1/") else { return .deepseek }
        path = rest
        return .openai
    }
}
