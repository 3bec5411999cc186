/// Reads the profiles of a file in order into a catalog. A null removes a value that the profile inherits.
struct ProfileFileReader: DocumentReader {
    private(set) var catalog: ProviderCatalog
    let path: String
    var faults: [DocumentFault] = []

    private enum FileMember: String, CaseIterable { case providers }

    init(catalog: ProviderCatalog, path: String) { (self.catalog, self.path) = (catalog, path) }

    /// Any server of the chat completions API. A profile inherits from it if no other provider fits.
    private static let anyServer = Provider.custom(baseURL: "")

    mutating func readFile(_ root: JSONValue) {
        guard root.kind == .object else {
            return fault("the file must be an object with the member \"providers\", and this is \(root.kind.noun)", at: root)
        }
        let members = members(of: root, FileMember.self)
        for (_, value) in members where isObject(value, "\"providers\"") { readProfiles(value) }
        if members.isEmpty { faultMissing("providers", in: root, hint: "it holds the profiles by their names") }
    }

    private mutating func readProfiles(_ value: JSONValue) {
        let members = value.members
        var seen: Set<String> = []
        for (place, member) in members.enumerated() {
            let name = Self.short(member.name)
            guard checkName(name, at: member.nameValue), isObject(member.value, "a profile") else { continue }
            if !seen.insert(name).inserted { faultTwice(name, at: member.nameValue) }
            guard let base = base(of: name, member.value, before: members[(place + 1)...].map(\.name)) else { continue }
            if let entry = readProfile(name, member.value, like: base) { catalog.define(entry) }
        }
    }

    private mutating func checkName(_ name: String, at place: JSONValue) -> Bool {
        if name == Self.anyServer.name {
            fault("\"custom\" is the name of servers that have no profile", at: place, hint: "choose another name")
            return false
        }
        // The simulator recognizes the provider to simulate by the first word of a path.
        if ["v1", "beta"].contains(name) {
            fault("\"\(name)\" is what base URLs end in, and no name for a provider", at: place, hint: "choose another name")
            return false
        }
        let isLetterOrDigit: (UInt8) -> Bool = { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (0x30...0x39).contains($0) }
        let isGood =
            name.utf8.count <= 64 && name.utf8.first.map(isLetterOrDigit) == true
            && name.utf8.allSatisfy { isLetterOrDigit($0) || "-._".utf8.contains($0) }
        if !isGood {
            fault(
                "the name of a provider must have up to 64 lower case letters, digits, \"-\", \".\" and \"_\", a letter or a digit first",
                at: place)
        }
        return isGood
    }

    /// The provider that the profile inherits from: the one that `like` names, else the built-in provider of its name, else that of its
    /// host, else any server.
    /// - Parameter later: the names of the profiles that follow.
    private mutating func base(of name: String, _ value: JSONValue, before later: [String]) -> ProviderCatalog.Entry? {
        let anyServer = ProviderCatalog.Entry(provider: Self.anyServer, origin: .builtIn, prices: [])
        guard let like = value["like"] else {
            let server = Provider.custom(baseURL: value["base_url"]?.string ?? "")
            return ProviderCatalog.builtIn.entry(name) ?? ProviderCatalog.builtIn.entry(server.name) ?? anyServer
        }
        if like.isNull { return anyServer }
        guard let wanted = text(like, of: "like").map(Self.short) else { return nil }
        if let entry = wanted == anyServer.provider.name ? anyServer : catalog.entry(wanted) { return entry }
        let known = catalog.names
        let hint =
            later.contains(wanted)
            ? "it stands further down: put it before this one"
            : NearestName.of(wanted, in: known).map { "did you mean \"\($0)\"?" } ?? "known are \(known.joined(separator: ", "))"
        if wanted == name {
            fault("\"\(wanted)\" cannot be like itself", at: like, hint: "name a built-in provider, or one that stands before it")
            return nil
        }
        fault("there is no provider \"\(wanted)\"", at: like, hint: hint)
        return nil
    }

    private mutating func readProfile(
        _ name: String, _ value: JSONValue, like base: ProviderCatalog.Entry
    ) -> ProviderCatalog.Entry? {
        let before = faults.count
        var provider = base.provider
        let isSame = provider.name == name
        provider.name = name
        if !isSame { provider.title = name }
        var profile = Profile(provider: provider)
        ProfileField.read(value, Profile.fields, into: &profile, by: &self)
        guard faults.count == before else { return nil }
        provider = profile.provider
        if provider.baseURL.isEmpty, !isSame { faultMissing("base_url", in: value, hint: "it says where the server is") }
        provider.errors = ErrorTable(profile.errors + Self.inherited(base.provider, profile.errors, keyVariable: provider.keyVariable))
        // A different server has different prices, even if its API is the same.
        let inherits = isSame || provider.baseURL == base.provider.baseURL
        return ProviderCatalog.Entry(
            provider: provider, origin: .file(path), prices: [profile.prices] + (inherits ? Self.prices(base.prices, of: name) : []))
    }

    mutating func readPrices(_ value: JSONValue, of name: String) -> [Price] {
        var reader = PriceFileReader(provider: .only(name))
        let prices = reader.readPrices(value)
        faults += reader.faults
        return prices
    }

    private static func prices(_ layers: [[Price]], of name: String) -> [[Price]] {
        layers.map { layer in
            layer.map { price in
                var price = price
                price.provider = name
                return price
            }
        }
    }

    /// The inherited errors, without those that the profile replaces. Advice to set the key names the profile's own variable.
    private static func inherited(_ base: Provider, _ own: [ErrorEntry], keyVariable: String?) -> [ErrorEntry] {
        let rest = base.errors.entries.filter { entry in !own.contains { $0.statuses == entry.statuses && $0.marker == entry.marker } }
        guard let old = base.keyVariable, let new = keyVariable, old != new else { return rest }
        return rest.map { entry in
            var entry = entry
            entry.advice.text = entry.advice.text.replacing(old, with: new)
            return entry
        }
    }

    /// The message for an unknown member. A member that looks like a key must not be in the file.
    func remark(onUnknown name: String, among known: [String]) -> (message: String, hint: String?) {
        let nearest = NearestName.of(name, in: known).map { "did you mean \"\($0)\"?" }
        guard nearest == nil, Self.namesKey(name) else { return ("unknown member \"\(name)\"", nearest) }
        return ("a key must not stand in this file", "name the environment variable that holds it, with \"key_env\"")
    }

    /// Whether a member of that name contains a key or another secret.
    static func namesKey(_ name: String) -> Bool {
        name.lowercased().split { !$0.isLetter }.contains { secrets.contains(String($0)) }
    }

    private static let secrets: Set = [
        "key", "apikey", "accesskey", "secretkey", "token", "accesstoken", "auth", "authorization", "secret", "password", "credential",
        "credentials", "cookie", "bearer",
    ]
}
