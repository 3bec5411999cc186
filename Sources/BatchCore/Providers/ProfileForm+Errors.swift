extension ProfileForm where Value == [ErrorEntry] {
    /// A list of errors. No two may have the same status and marker.
    static var errors: Self {
        Self(
            read: { value, member, reader, _ in
                guard value.kind == .array else {
                    reader.faultKind(value, of: member, expected: "an array of errors")
                    return []
                }
                var entries: [ErrorEntry] = []
                for element in value.elements {
                    guard let entry = ErrorDraft.read(element, by: &reader) else { continue }
                    if entries.contains(where: { $0.statuses == entry.statuses && $0.marker == entry.marker }) {
                        reader.fault(
                            "another error has this status and this marker", at: element, hint: "only the first of them would ever match")
                    }
                    entries.append(entry)
                }
                return entries
            },
            write: { entries, writer in
                writer.beginArray()
                for entry in entries { ProfileField.write(ErrorDraft(entry), ErrorDraft.fields, to: &writer) }
                writer.endArray()
            })
    }
}

/// An error of a profile during reading. A property is nil until its member is read.
struct ErrorDraft: Sendable {
    var statuses: ClosedRange<Int>?
    var marker: String?
    var code: String?
    var title: String?
    var handling: ErrorEntry.Handling?
    var meaning: String?
    var advice: String?

    static let fields: [ProfileField<ErrorDraft>] = [
        ProfileField(
            "status", \.statuses, .statuses, "the HTTP status, or the first and the last of a range: `\"500-599\"`. Required"),
        ProfileField(
            "marker", \.marker, .marker,
            "a text that the response's body must contain, in any case, or an array of such texts, one of which must be there"),
        ProfileField("code", \.code, .code, "one word for records and results: lower case letters, digits, `_`. Required"),
        ProfileField("title", \.title, .lineOrAbsent, "the provider's name for it. Required"),
        ProfileField(
            "handling", \.handling, .handling,
            "`\"throttle\"`: retried after a wait, no attempt is spent. `\"retry\"`: retried, an attempt is spent. `\"reject\"`: the job "
                + "fails. `\"stop\"`: the account stops, its jobs stay pending, and the run can be resumed. `\"resend\"`: sent again with "
                + "the whole history. Required"),
        ProfileField("meaning", \.meaning, .lineOrAbsent, "a sentence: what it means. Required"),
        ProfileField("advice", \.advice, .lineOrNull, "a sentence: what the user may do"),
    ]

    init(_ entry: ErrorEntry) {
        (statuses, marker, code, title) = (entry.statuses, entry.marker, entry.code, entry.title)
        (handling, meaning, advice) = (entry.handling, entry.meaning, entry.advice.text)
    }

    private init() {}

    fileprivate static func read(_ value: JSONValue, by reader: inout ProfileFileReader) -> ErrorEntry? {
        guard reader.isObject(value, "an error") else { return nil }
        let before = reader.faults.count
        var draft = ErrorDraft()
        ProfileField.read(value, fields, into: &draft, by: &reader)
        guard reader.faults.count == before else { return nil }
        let missing = [
            ("status", draft.statuses == nil), ("handling", draft.handling == nil), ("code", draft.code == nil),
            ("title", draft.title == nil), ("meaning", draft.meaning == nil),
        ]
        for (name, isMissing) in missing where isMissing { reader.faultMissing(name, in: value) }
        guard let statuses = draft.statuses, let handling = draft.handling, let code = draft.code, let title = draft.title,
            let meaning = draft.meaning
        else { return nil }
        return ErrorEntry(
            statuses, marker: draft.marker, code: code, title: title, meaning: meaning, handling: handling,
            advice: Advice(draft.advice ?? Self.advice(on: handling)))
    }

    /// The advice for an error of a profile without its own advice.
    private static func advice(on handling: ErrorEntry.Handling) -> String {
        switch handling {
        case .throttle: "Nothing to do: fewer requests are kept in flight, and this one is sent again."
        case .retry: "Nothing to do."
        case .resend: "Nothing to do: the round is sent again with the whole history."
        case .reject: "Correct the job as the message says."
        case .stop: "Fix what the message says and resume the run."
        }
    }
}

extension ProfileForm where Value == ClosedRange<Int>? {
    /// An HTTP status, or the first and the last of a range: `"500-599"`.
    fileprivate static var statuses: Self {
        Self(
            read: { value, _, reader, _ in
                let known = 300...999
                if let status = value.int, known.contains(status) { return status...status }
                let parts = (value.string ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
                if parts.count == 2, let first = parts[0], let last = parts[1], known.contains(first), known.contains(last), first <= last {
                    return first...last
                }
                reader.fault("\"status\" must be an HTTP status from 300 on, or a range of them such as \"500-599\"", at: value)
                return nil
            },
            write: { range, writer in
                guard let range else { return writer.null() }
                if range.count == 1 { writer.int(range.lowerBound) } else { writer.string("\(range.lowerBound)-\(range.upperBound)") }
            })
    }
}

extension ProfileForm where Value == ErrorEntry.Handling? {
    fileprivate static var handling: Self {
        Self(
            read: { value, member, reader, _ in reader.word(value, of: member, ErrorEntry.Handling.self) },
            write: { if let handling = $0 { $1.string(handling.rawValue) } else { $1.null() } })
    }
}

extension ProfileForm where Value == String? {
    /// A text, or an array of alternatives; omitted if there is none.
    fileprivate static var marker: Self {
        Self(
            read: { value, member, reader, _ in
                guard !value.isNull else { return nil }
                let texts = value.kind == .array ? reader.names(value, of: member) { _, _, _ in } : [reader.line(value, of: member)]
                if texts.isEmpty { reader.fault("\"marker\" must name a text", at: value) }
                if texts.contains(where: { $0.contains("|") }) {
                    reader.fault("\"marker\" must not hold \"|\"", at: value, hint: "give several texts as an array")
                }
                return texts.map { $0.lowercased() }.joined(separator: "|")
            },
            write: { marker, writer in
                let texts = (marker ?? "").split(separator: "|").map(String.init)
                if texts.count == 1 { writer.string(texts[0]) } else { writer.strings(texts) }
            },
            omits: { $0 == nil })
    }

    fileprivate static var code: Self {
        Self(
            read: { value, member, reader, _ in
                let code = reader.line(value, of: member)
                let isWord = code.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
                }
                if !isWord || code.utf8.count > 64 {
                    reader.fault("\"code\" must be a word of lower case letters, digits and \"_\"", at: value)
                }
                return code
            },
            write: writeText)
    }
}
