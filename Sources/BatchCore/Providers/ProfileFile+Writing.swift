extension ProfileFile {
    /// The text of a profile file that says all that is known of the catalog's providers.
    /// - Parameters:
    ///   - names: those that are wanted; nil for all.
    ///   - advice: the words for an advice, which is a plain text in the file.
    package static func text(
        of catalog: ProviderCatalog, only names: [String]? = nil, advice: (Advice) -> String = { $0.text }
    ) -> [UInt8] {
        let prices = catalog.prices()
        var writer = JSONWriter(reserving: 1 << 14)
        writer.beginObject()
        writer.name("providers")
        writer.beginObject()
        for provider in catalog.providers where names?.contains(provider.name) ?? true {
            writer.name(provider.name)
            write(provider, prices.prices(of: provider.name), advice, to: &writer)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// Every member is written, so that nothing is left to what the provider is like.
    private static func write(
        _ provider: Provider, _ prices: [Price], _ advice: (Advice) -> String, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        for member in ProfileMember.allCases where member != .baseURL || !provider.baseURL.isEmpty {
            writer.name(member.rawValue)
            switch member {
            case .like: writer.string(provider.family)
            case .title: writer.string(provider.title)
            case .baseURL: writer.string(provider.baseURL)
            case .keyVariable: writer.stringOrNull(provider.keyVariable)
            case .defaultModel: writer.stringOrNull(provider.defaultModel)
            case .headers:
                writer.beginObject()
                for header in provider.extraHeaders { writer.member(header.name, header.value) }
                writer.endObject()
            case .limits: writeLimits(of: provider, to: &writer)
            case .deadlines:
                writer.beginObject()
                writer.member(ProfileMember.Deadline.connect.rawValue, provider.deadlines.connect.plain)
                writer.member(ProfileMember.Deadline.idle.rawValue, provider.deadlines.idle.plain)
                writer.member(ProfileMember.Deadline.attempt.rawValue, provider.deadlines.attempt.plain)
                writer.endObject()
            case .prices: PriceFile.write(prices, to: &writer)
            case .quirks: writeQuirks(of: provider, to: &writer)
            case .errors:
                writer.beginArray()
                for entry in provider.errors.entries { write(entry, advice, to: &writer) }
                writer.endArray()
            case .pages: write(provider.pages, to: &writer)
            case .documentation: writer.string(provider.documentation)
            }
        }
        writer.endObject()
    }

    private static func writeLimits(of provider: Provider, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member(ProfileMember.Limit.concurrency.rawValue, provider.limits.concurrency)
        writer.member(ProfileMember.Limit.rpm.rawValue, provider.limits.requestsPerMinute)
        writer.member(ProfileMember.Limit.tpm.rawValue, provider.limits.tokensPerMinute)
        writer.name(ProfileMember.Limit.ceilings.rawValue)
        writer.beginArray()
        for ceiling in provider.concurrencyCeilings {
            writer.beginObject()
            writer.member(ProfileMember.Ceiling.modelPrefix.rawValue, ceiling.modelPrefix)
            writer.member(ProfileMember.Ceiling.concurrency.rawValue, ceiling.ceiling)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func writeQuirks(of provider: Provider, to writer: inout JSONWriter) {
        writer.beginObject()
        for quirk in ProfileMember.Quirk.allCases {
            writer.name(quirk.rawValue)
            switch quirk {
            case .reasoningMember: writer.string(provider.reasoningMember.rawValue)
            case .thinkTags: writer.bool(provider.splitsThinkTags)
            case .reasoningDetails: writer.bool(provider.echoesReasoningDetails)
            case .streamOptions: writer.bool(provider.takesStreamOptions)
            case .prefix: writer.bool(provider.completesPrefixes)
            case .repeatsPrefix: writer.bool(provider.repeatsPrefixes)
            case .completions: writer.bool(provider.completesTexts)
            case .fim: writer.bool(provider.fillsGaps)
            case .betaPath: writer.stringOrNull(provider.betaPath)
            case .sessions: write(provider.sessions, to: &writer)
            case .responses: writer.stringOrNull(provider.responses?.rawValue)
            case .cost: write(provider.costReport, to: &writer)
            }
        }
        writer.endObject()
    }

    private static func write(_ sessions: SessionNames?, to writer: inout JSONWriter) {
        guard let sessions else { return writer.null() }
        writer.beginObject()
        for (member, names) in [
            (ProfileMember.Session.headers, sessions.headers), (.members, sessions.members), (.metadata, sessions.metadataMembers),
        ] {
            writer.name(member.rawValue)
            writer.strings(names)
        }
        writer.endObject()
    }

    private static func write(_ report: CostReport?, to writer: inout JSONWriter) {
        guard let report else { return writer.null() }
        writer.beginObject()
        if let name = report.header { writer.member(ProfileMember.Cost.header.rawValue, name) }
        if let name = report.usageMember { writer.member(ProfileMember.Cost.usage.rawValue, name) }
        writer.endObject()
    }

    private static func write(_ pages: ProviderPages, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member(ProfileMember.Page.models.rawValue, pages.models)
        writer.member(ProfileMember.Page.balance.rawValue, pages.balance)
        writer.name(ProfileMember.Page.unlistedModels.rawValue)
        if let names = pages.unlistedModels { writer.strings(names) } else { writer.null() }
        writer.endObject()
    }

    private static func write(_ entry: ErrorEntry, _ advice: (Advice) -> String, to writer: inout JSONWriter) {
        let (first, last) = (entry.statuses.lowerBound, entry.statuses.upperBound)
        writer.beginObject()
        for member in ProfileMember.Error.allCases where member != .marker || entry.marker != nil {
            writer.name(member.rawValue)
            switch member {
            case .status: if first == last { writer.int(first) } else { writer.string("\(first)-\(last)") }
            case .marker: if entry.markers.count == 1 { writer.string(entry.markers[0]) } else { writer.strings(entry.markers) }
            case .code: writer.string(entry.code)
            case .title: writer.string(entry.title)
            case .handling: writer.string(entry.handling.rawValue)
            case .meaning: writer.string(entry.meaning)
            case .advice: writer.string(advice(entry.advice))
            }
        }
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func stringOrNull(_ value: String?) {
        if let value { string(value) } else { null() }
    }
}
