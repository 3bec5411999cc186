extension ProfileForm where Value == [(modelPrefix: String, ceiling: Int)] {
    static var ceilings: Self {
        Self(
            read: { value, member, reader, _ in
                if value.kind != .array { reader.faultKind(value, of: member, expected: "an array of ceilings, which may be empty") }
                return value.elements.compactMap { CeilingDraft.read($0, by: &reader) }
            },
            write: { ceilings, writer in
                writer.beginArray()
                for ceiling in ceilings {
                    let draft = CeilingDraft(prefix: ceiling.modelPrefix, concurrency: ceiling.ceiling)
                    ProfileField.write(draft, CeilingDraft.fields, to: &writer)
                }
                writer.endArray()
            })
    }
}

/// An element of `ceilings` during reading. A property is nil until its member is read.
struct CeilingDraft: Sendable {
    var prefix: String?
    var concurrency: Int?

    static let fields: [ProfileField<CeilingDraft>] = [
        ProfileField("model_prefix", \.prefix, .prefix, "the beginning of the model's name"),
        ProfileField("concurrency", \.concurrency, .ceiling, "the most requests in flight"),
    ]

    fileprivate static func read(_ value: JSONValue, by reader: inout ProfileFileReader) -> (modelPrefix: String, ceiling: Int)? {
        guard reader.isObject(value, "an element of \"ceilings\"") else { return nil }
        var draft = CeilingDraft()
        ProfileField.read(value, fields, into: &draft, by: &reader)
        if draft.prefix == nil { reader.faultMissing("model_prefix", in: value, hint: "\"\" stands for all models") }
        if draft.concurrency == nil { reader.faultMissing("concurrency", in: value) }
        return draft.prefix.flatMap { prefix in draft.concurrency.map { (prefix, $0) } }
    }
}

extension ProfileForm where Value == String? {
    /// The empty text is the beginning of every name.
    fileprivate static var prefix: Self {
        Self(read: { value, member, reader, _ in value.string == "" ? "" : reader.line(value, of: member) }, write: writeText)
    }
}

extension ProfileForm where Value == Int? {
    fileprivate static var ceiling: Self {
        Self(
            read: { value, member, reader, _ in reader.count(value, of: member, most: Provider.mostConcurrent) },
            write: count(most: Provider.mostConcurrent).write)
    }
}
