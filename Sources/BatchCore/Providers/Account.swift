/// An API key at a base URL. Limits and costs are counted for each account.
package struct Account: Sendable {
    package var provider: Provider
    /// The URL of the API, without a slash at the end. It is the provider's own unless the user overrides it.
    package var baseURL: String
    /// Nil if the server needs no key.
    package var key: Secret?
    /// The model for jobs that name none.
    package var model: String?
    package var deadlines: Deadlines
    /// How responses report costs: as the provider documents it, or else as the provider does whose host is in the base URL.
    /// Nil if prices alone give the cost.
    package let costReport: CostReport?

    /// - Parameter baseURL: nil for the provider's own. Slashes at its end are removed.
    package init(provider: Provider, baseURL: String? = nil, key: Secret?, model: String? = nil, deadlines: Deadlines? = nil) {
        (self.provider, self.key) = (provider, key)
        var baseURL = baseURL ?? provider.baseURL
        while baseURL.last == "/" { baseURL.removeLast() }
        self.baseURL = baseURL
        costReport = provider.costReport ?? Provider.at(host: Self.host(of: baseURL))?.costReport
        self.model = model ?? provider.defaultModel
        self.deadlines = deadlines ?? provider.deadlines
    }

    /// The base URL of features that the provider calls beta: its own URL beside the API, or else ``baseURL``.
    package var betaURL: String {
        guard let path = provider.betaPath, !baseURL.hasSuffix(path) else { return baseURL }
        return (baseURL.hasSuffix("/v1") ? String(baseURL.dropLast(3)) : baseURL) + path
    }

    /// The meaning of errors: entries for the host of the base URL come before those of the provider.
    package var errors: ErrorTable {
        let host = Self.host(of: baseURL)
        let ofHost = ErrorTable.byHost.filter { host.hasSuffix($0.hostSuffix) }.flatMap(\.entries)
        return ofHost.isEmpty ? provider.errors : ErrorTable(ofHost + provider.errors.entries)
    }

    /// The host of a URL, in lower case, without user and port.
    static func host(of url: String) -> String {
        let afterScheme = url.split(separator: "://", maxSplits: 1).last ?? ""
        let authority = afterScheme.prefix { $0 != "/" }
        let host = authority.split(separator: "@").last?.prefix { $0 != ":" } ?? ""
        return host.lowercased()
    }
}
