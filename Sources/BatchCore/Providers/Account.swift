/// Whose limits count: a key at a base URL.
package struct Account: Sendable {
    package var provider: Provider
    /// Where requests go, without a slash at the end; the provider's own unless the command line says otherwise.
    package var baseURL: String
    /// Nil where the server wants none.
    package var key: Secret?
    /// The model for jobs that name none.
    package var model: String?
    package var deadlines: Deadlines
    /// Where costs are told: as the provider does, or else the one whose host stands at the base URL.
    package let costReport: CostReport?

    /// - Parameter baseURL: slashes at its end are left away.
    package init(provider: Provider, baseURL: String? = nil, key: Secret?, model: String? = nil, deadlines: Deadlines? = nil) {
        (self.provider, self.key) = (provider, key)
        var baseURL = baseURL ?? provider.baseURL
        while baseURL.last == "/" { baseURL.removeLast() }
        self.baseURL = baseURL
        costReport = provider.costReport ?? Provider.at(host: Self.host(of: baseURL))?.costReport
        self.model = model ?? provider.defaultModel
        self.deadlines = deadlines ?? provider.deadlines
    }

    /// Where what the provider calls beta stands: beside its API, or at the same place.
    package var betaURL: String {
        guard let path = provider.betaPath, !baseURL.hasSuffix(path) else { return baseURL }
        return (baseURL.hasSuffix("/v1") ? String(baseURL.dropLast(3)) : baseURL) + path
    }

    /// What errors mean here: the provider's table, after what is known of the host that stands at the base URL.
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
