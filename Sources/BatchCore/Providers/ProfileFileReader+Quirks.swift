extension ProfileFileReader {
    mutating func readQuirks(_ value: JSONValue, into provider: inout Provider) {
        guard isObject(value, "\"quirks\"") else { return }
        for (member, value) in members(of: value, ProfileMember.Quirk.self) {
            switch member {
            case .reasoningMember:
                provider.reasoningMember = word(value, of: "reasoning_member", ReasoningMember.self) ?? .reasoningContent
            case .thinkTags: provider.splitsThinkTags = flag(value, of: "think_tags")
            case .reasoningDetails: provider.echoesReasoningDetails = flag(value, of: "reasoning_details")
            case .streamOptions: provider.takesStreamOptions = flag(value, of: "stream_options")
            case .prefix: provider.completesPrefixes = flag(value, of: "prefix")
            case .repeatsPrefix: provider.repeatsPrefixes = flag(value, of: "repeats_prefix")
            case .completions: provider.completesTexts = flag(value, of: "completions")
            case .fim: provider.fillsGaps = flag(value, of: "fim")
            case .betaPath: provider.betaPath = pathOrNull(value, of: "beta_path")
            case .sessions: provider.sessions = value.isNull ? nil : readSessions(value)
            case .responses: provider.responses = value.isNull ? nil : word(value, of: "responses", KeptHistory.self)
            case .cost: provider.costReport = value.isNull ? nil : readCost(value)
            }
        }
    }

    private mutating func readSessions(_ value: JSONValue) -> SessionNames? {
        guard isObject(value, "\"sessions\"") else { return nil }
        var sessions = SessionNames()
        for (member, value) in members(of: value, ProfileMember.Session.self) {
            switch member {
            case .headers: sessions.headers = names(value, of: "headers") { $0.checkHeader($1, at: $2) }
            case .members: sessions.members = names(value, of: "members") { $0.checkBodyMember($1, at: $2) }
            case .metadata: sessions.metadataMembers = names(value, of: "metadata") { _, _, _ in }
            }
        }
        return sessions
    }

    /// A member that requests have anyway would stand twice.
    private mutating func checkBodyMember(_ name: String, at place: JSONValue) {
        guard Self.ownMembers.contains(name) else { return }
        fault("\"\(name)\" is a member that batchrun writes itself", at: place)
    }

    private static let ownMembers = [
        "model", "messages", "prompt", "suffix", "input", "instructions", "previous_response_id", "stream", "stream_options", "metadata",
    ]

    private mutating func readCost(_ value: JSONValue) -> CostReport? {
        guard isObject(value, "\"cost\"") else { return nil }
        let before = faults.count
        var report = CostReport()
        for (member, value) in members(of: value, ProfileMember.Cost.self) {
            let name = line(value, of: member.rawValue)
            switch member {
            // Names of headers are compared in lower case.
            case .header: report.header = name.lowercased()
            case .usage: report.usageMember = name
            }
        }
        if report == CostReport(), faults.count == before {
            fault("\"cost\" must have a \"header\", a \"usage\" for a member of the usage, or both", at: value)
        }
        return report
    }

    /// Reads an array of errors.
    mutating func readErrors(_ value: JSONValue) -> [ErrorEntry] {
        guard value.kind == .array else {
            faultKind(value, of: "errors", expected: "an array of errors")
            return []
        }
        var entries: [ErrorEntry] = []
        for element in value.elements {
            guard let entry = readError(element) else { continue }
            if entries.contains(where: { $0.statuses == entry.statuses && $0.marker == entry.marker }) {
                fault("another error has this status and this marker", at: element, hint: "the first of them alone would be met")
            }
            entries.append(entry)
        }
        return entries
    }

    private mutating func readError(_ value: JSONValue) -> ErrorEntry? {
        guard isObject(value, "an error") else { return nil }
        let before = faults.count
        var (statuses, marker, handling): (ClosedRange<Int>?, String?, ErrorEntry.Handling?) = (nil, nil, nil)
        var texts: [ProfileMember.Error: String] = [:]
        for (member, value) in members(of: value, ProfileMember.Error.self) {
            switch member {
            case .status: statuses = self.statuses(value)
            case .marker: marker = value.isNull ? nil : self.marker(value)
            case .code: texts[member] = code(value)
            case .handling: handling = word(value, of: "handling", ErrorEntry.Handling.self)
            case .title, .meaning: texts[member] = line(value, of: member.rawValue)
            case .advice: texts[member] = lineOrNull(value, of: "advice")
            }
        }
        guard faults.count == before else { return nil }
        if statuses == nil { faultMissing("status", in: value) }
        if handling == nil { faultMissing("handling", in: value) }
        for member in [ProfileMember.Error.code, .title, .meaning] where texts[member] == nil { faultMissing(member.rawValue, in: value) }
        guard let statuses, let handling, let code = texts[.code], let title = texts[.title], let meaning = texts[.meaning] else {
            return nil
        }
        return ErrorEntry(
            statuses, marker: marker, code: code, title: title, meaning: meaning, handling: handling,
            advice: Advice(texts[.advice] ?? Self.advice(on: handling)))
    }

    /// A status, or the first and the last of several: `"500-599"`.
    private mutating func statuses(_ value: JSONValue) -> ClosedRange<Int>? {
        let known = 300...999
        if let status = value.int, known.contains(status) { return status...status }
        let parts = (value.string ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        if parts.count == 2, let first = parts[0], let last = parts[1], known.contains(first), known.contains(last), first <= last {
            return first...last
        }
        fault("\"status\" must be a status of HTTP from 300 on, or the first and the last of several, such as \"500-599\"", at: value)
        return nil
    }

    /// A text, or several of which one will do.
    private mutating func marker(_ value: JSONValue) -> String? {
        let texts = value.kind == .array ? names(value, of: "marker") { _, _, _ in } : [line(value, of: "marker")]
        if texts.isEmpty { fault("\"marker\" must name a text", at: value) }
        if texts.contains(where: { $0.contains("|") }) {
            fault("\"marker\" must not hold \"|\"", at: value, hint: "give several texts as an array")
        }
        return texts.map { $0.lowercased() }.joined(separator: "|")
    }

    private mutating func code(_ value: JSONValue) -> String {
        let code = line(value, of: "code")
        let isWord = code.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
        if !isWord || code.utf8.count > 64 { fault("\"code\" must be a word of lower case letters, digits and \"_\"", at: value) }
        return code
    }

    /// What is advised where the file does not say.
    private static func advice(on handling: ErrorEntry.Handling) -> String {
        switch handling {
        case .throttle: "Nothing need be done: fewer requests are kept under way, and this one is sent again."
        case .retry: "Nothing need be done."
        case .resend: "Nothing need be done: the round is asked again with all that was said."
        case .reject: "Correct the job as the message says."
        case .stop: "Mend what the message says and run the same command again."
        }
    }
}
