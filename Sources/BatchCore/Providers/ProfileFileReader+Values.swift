extension ProfileFileReader {
    /// A text without control characters such as line ends, which could control a terminal or end a header.
    mutating func line(_ value: JSONValue, of member: String) -> String {
        guard let text = text(value, of: member) else { return "" }
        if text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
            fault("\"\(member)\" must not hold control characters", at: value)
        }
        return text
    }

    mutating func lineOrNull(_ value: JSONValue, of member: String) -> String? { value.isNull ? nil : line(value, of: member) }

    mutating func flag(_ value: JSONValue, of member: String) -> Bool {
        guard let flag = value.bool else {
            faultKind(value, of: member, expected: "true or false")
            return false
        }
        return flag
    }

    /// A whole number from 1 to a billion.
    mutating func count(_ value: JSONValue, of member: String, most: Int = 1_000_000_000) -> Int {
        guard let count = value.int, (1...most).contains(count) else {
            fault("\"\(member)\" must be a whole number from 1 to \(most)", at: value)
            return 1
        }
        return count
    }

    mutating func countOrNull(_ value: JSONValue, of member: String, most: Int = 1_000_000_000) -> Int? {
        value.isNull ? nil : count(value, of: member, most: most)
    }

    /// One of the words of `Word`.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ value: JSONValue, of member: String, _: Word.Type) -> Word? {
        if let word = value.string.flatMap({ Word(rawValue: $0) }) { return word }
        let words = Word.allCases.map(\.rawValue)
        let nearest = value.string.flatMap { NearestName.of(Self.short($0), in: words) }.map { "did you mean \"\($0)\"?" }
        fault("\"\(member)\" must be one of \(words.joined(separator: ", "))", at: value, hint: nearest)
        return nil
    }

    /// Whole milliseconds, up to a year.
    mutating func duration(_ value: JSONValue, of member: String) -> Duration {
        let known = Duration.milliseconds(1)...Duration.seconds(31_536_000)
        guard let duration = value.string.flatMap({ Duration(text: $0) }), known.contains(duration) else {
            fault("\"\(member)\" must be a time such as \"30s\", \"10m\" or \"1h30m\"", at: value)
            return .seconds(1)
        }
        return .milliseconds(duration.milliseconds)
    }

    mutating func baseURL(_ value: JSONValue) -> String {
        let before = faults.count
        let url = line(value, of: "base_url")
        if faults.count == before, let objection = BaseURL.objection(to: url) { fault("\"base_url\" \(objection)", at: value) }
        return url
    }

    /// The name of an environment variable. Messages do not repeat the value, because it may be the key itself.
    mutating func variable(_ value: JSONValue) -> String? {
        guard !value.isNull else { return nil }
        guard let name = value.string, EnvironmentVariable.isName(name) else {
            fault("\"key_env\" must be the name of an environment variable, never a key", at: value)
            return nil
        }
        return name
    }

    /// The part of a URL that follows the base URL.
    mutating func pathOrNull(_ value: JSONValue, of member: String) -> String? {
        guard let path = lineOrNull(value, of: member), !path.isEmpty else { return nil }
        if !path.hasPrefix("/") || path.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" }) {
            fault("\"\(member)\" must be a path that begins with \"/\", without a query", at: value)
        }
        return path
    }

    /// An array of different names.
    mutating func names(_ value: JSONValue, of member: String, _ check: (inout Self, String, JSONValue) -> Void) -> [String] {
        guard value.kind == .array else {
            faultKind(value, of: member, expected: "an array of strings")
            return []
        }
        var names: [String] = []
        for element in value.elements {
            let name = line(element, of: member)
            if names.contains(name), !name.isEmpty { fault("\"\(Self.short(name))\" stands twice", at: element) }
            check(&self, name, element)
            names.append(name)
        }
        return names
    }

    /// Accepts names that HTTP allows for a header, if requests do not already have that header.
    mutating func checkHeader(_ name: String, at place: JSONValue) {
        let marks = "!#$%&'*+-.^_`|~"
        if name.isEmpty || !name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) }) {
            fault("a header's name must be of letters, digits and \"-\"", at: place)
        } else if Self.ownHeaders.contains(name.lowercased()) {
            fault("the header \"\(Self.short(name))\" is one that batchrun writes itself", at: place)
        }
    }

    private static let ownHeaders = [
        "accept", "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "expect", "host", "te",
        "transfer-encoding", "upgrade", "user-agent",
    ]
}

extension ProfileFileReader {
    /// Adds headers to those of the profile. A header replaces the one of the same name.
    mutating func readHeaders(_ value: JSONValue, into headers: inout [(name: String, value: String)]) {
        guard isObject(value, "\"headers\"") else { return }
        var seen: Set<String> = []
        for member in value.members {
            let name = Self.short(member.name)
            checkHeader(name, at: member.nameValue)
            if !seen.insert(name.lowercased()).inserted { fault("the header \"\(name)\" stands twice", at: member.nameValue) }
            let text = headerValue(member.value, of: name, at: member.nameValue)
            let place = headers.firstIndex { $0.name.lowercased() == name.lowercased() }
            switch (place, text) {
            case (let place?, let text?): headers[place] = (name, text)
            case (let place?, nil): headers.remove(at: place)
            case (nil, let text?): headers.append((name, text))
            case (nil, nil): break
            }
        }
    }

    private mutating func headerValue(_ value: JSONValue, of name: String, at place: JSONValue) -> String? {
        guard !value.isNull else { return nil }
        let text = line(value, of: name)
        let isCredential = ["bearer ", "basic "].contains { text.lowercased().hasPrefix($0) }
        if isCredential || Self.namesKey(name) {
            fault(
                "the header \"\(name)\" would hold a key, which must not stand in this file", at: place,
                hint: "name the environment variable that holds it, with \"key_env\": it is sent as \"authorization\"")
        }
        if !text.allSatisfy(\.isASCII) { fault("a header's value must be of ASCII", at: value) }
        return text
    }

    /// Refuses a member that every request already has, because it would appear twice.
    mutating func checkBodyMember(_ name: String, at place: JSONValue) {
        guard Self.ownMembers.contains(name) else { return }
        fault("\"\(name)\" is a member that batchrun writes itself", at: place)
    }

    private static let ownMembers = [
        "model", "messages", "prompt", "suffix", "input", "instructions", "previous_response_id", "stream", "stream_options", "metadata",
    ]
}
