import TestSupport

@testable import BatchCore

/// A profile file has faults with their places, or describes usable providers. It contains no key.
enum ProfilePromises {
    static func hold(for bytes: [UInt8]) throws {
        let catalog: ProviderCatalog
        do {
            catalog = try ProfileFile.read(bytes, onto: .builtIn, path: "file")
        } catch {
            return try hold(for: error, of: bytes)
        }
        try promise("no built-in provider is lost", catalog.names.starts(with: ProviderCatalog.builtIn.names))
        try promise("each provider has a name of its own", Set(catalog.names).count == catalog.names.count)
        let own = catalog.entries.filter { $0.origin != .builtIn }.map(\.provider)
        for provider in own { try hold(for: provider) }
        let text = ProfileFile.text(of: catalog, only: own.map(\.name))
        let again = try ProfileFile.read(text, onto: .builtIn, path: "again")
        let isSame = own.allSatisfy { provider in again.named(provider.name).map { "\($0)" == "\(inWords(provider))" } ?? false }
        try promise("what is known says the same when it is read", isSame)
        try promise("and is written the same again", ProfileFile.text(of: again, only: own.map(\.name)) == text)
    }

    /// The provider as a file can contain it: an advice is plain text there.
    private static func inWords(_ provider: Provider) -> Provider {
        var provider = provider
        for index in provider.errors.entries.indices { provider.errors.entries[index].advice.remedy = nil }
        return provider
    }

    private static func hold(for error: DocumentError, of bytes: [UInt8]) throws {
        try promise("a file that is refused has faults", (1...100).contains(error.faults.count))
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let isJSON = (try? JSONDocument(bytes)) != nil
        for fault in error.faults {
            try promise("a fault stands in a line of the file: \(fault)", (1...lines.count).contains(fault.position.line))
            let line = Array(String(decoding: lines[fault.position.line - 1], as: UTF8.self).unicodeScalars)
            try promise("a fault stands in its line: \(fault)", !isJSON || (1...line.count).contains(fault.position.column))
            let begins = !isJSON || "{[\"-0123456789tfn".unicodeScalars.contains(line[fault.position.column - 1])
            try promise("a fault stands where a value begins: \(fault)", begins)
            try promise("a fault says what is wrong, in few words: \(fault)", (1...4_000).contains(fault.message.utf8.count))
        }
    }

    private static func hold(for provider: Provider) throws {
        try promise("a provider is named and titled", !provider.name.isEmpty && !provider.title.isEmpty)
        let isAtHome = provider.baseURL.isEmpty && provider.name == Provider.simulated.name
        try promise("a provider has a base URL that can be shown", isAtHome || BaseURL.objection(to: provider.baseURL) == nil)
        try promise("a variable has a name", provider.keyVariable.map { EnvironmentVariable.isName($0) } ?? true)
        let account = Account(provider: provider, key: Secret("sk-of-the-account"))
        guard let request = Conversation(job: Job(id: "a", line: 1, turns: [Turn(content: JSONText(string: "x"))])).nextRequest else {
            throw BrokenPromise(description: "a job has a first request")
        }
        let attempt = Attempt(id: AttemptID(slot: SlotID.init(0), serial: 0), account: AccountID(0), request: request)
        let asked = WireFormat(accounts: [account]).request(for: attempt)
        let names = asked.headers.map { $0.name.lowercased() }
        try promise("a request has the key's header once", names.count { $0 == "authorization" } == 1)
        let breaks = asked.headers.contains { breaksLine($0.name) || breaksLine($0.value) }
        try promise("a request has no header that breaks its line", !breaks)
        let members = try JSONDocument(asked.body).root.members.map { Array($0.name.utf8) }
        try promise("no member of a request stands twice", Set(members).count == members.count)
        for status in 300..<600 {
            try promise("an error has a meaning", account.errors.entry(status: status, text: "x") != nil || status < 400)
        }
    }

    private static func breaksLine(_ text: String) -> Bool { text.utf8.contains { $0 < 0x20 } }
}
