extension ProfileForm where Value == Bool {
    static var flag: Self { Self(read: { value, member, reader, _ in reader.flag(value, of: member) }, write: { $1.bool($0) }) }
}

extension ProfileForm where Value == String {
    /// A text without control characters.
    static var line: Self { Self(read: { value, member, reader, _ in reader.line(value, of: member) }, write: { $1.string($0) }) }

    /// A base URL; omitted if batchrun chooses it.
    static var baseURL: Self {
        Self(read: { value, _, reader, _ in reader.baseURL(value) }, write: { $1.string($0) }, omits: \.isEmpty)
    }
}

extension ProfileForm where Value == String? {
    static var lineOrNull: Self { Self(read: { value, member, reader, _ in reader.lineOrNull(value, of: member) }, write: writeText) }

    /// A path below the base URL.
    static var path: Self { Self(read: { value, member, reader, _ in reader.pathOrNull(value, of: member) }, write: writeText) }

    /// The name of an environment variable.
    static var variable: Self { Self(read: { value, _, reader, _ in reader.variable(value) }, write: writeText) }

    /// A text; omitted if it is nil, and never null.
    static var lineOrAbsent: Self {
        Self(read: { value, member, reader, _ in reader.line(value, of: member) }, write: writeText, omits: { $0 == nil })
    }

    /// The name of a header, in lower case because such names are compared without case; omitted if it is nil.
    static var headerOrAbsent: Self {
        Self(
            read: { value, member, reader, _ in reader.line(value, of: member).lowercased() }, write: writeText, omits: { $0 == nil })
    }

    static func writeText(_ text: String?, to writer: inout JSONWriter) {
        if let text { writer.string(text) } else { writer.null() }
    }
}

extension ProfileForm where Value == [String] {
    /// An array of different names.
    static func names(
        _ check: @escaping @Sendable (inout ProfileFileReader, String, JSONValue) -> Void = { _, _, _ in }
    ) -> Self {
        Self(read: { value, member, reader, _ in reader.names(value, of: member, check) }, write: { $1.strings($0) })
    }
}

extension ProfileForm where Value == Int? {
    /// A whole number from 1 to `most`, or null for no limit.
    static func count(most: Int = 1_000_000_000) -> Self {
        Self(
            read: { value, member, reader, _ in reader.countOrNull(value, of: member, most: most) },
            write: { if let count = $0 { $1.int(count) } else { $1.null() } })
    }
}

extension ProfileForm where Value == Duration {
    static var duration: Self {
        Self(read: { value, member, reader, _ in reader.duration(value, of: member) }, write: { $1.string($0.plain) })
    }
}

extension ProfileForm where Value: RawRepresentable<String> & CaseIterable & Sendable {
    /// One of the words of the type.
    static var word: Self {
        Self(
            read: { value, member, reader, old in reader.word(value, of: member, Value.self) ?? old },
            write: { $1.string($0.rawValue) })
    }
}

extension ProfileForm where Value == [(name: String, value: String)] {
    /// Headers. They are added to the old ones, or replace those of the same name.
    static var headers: Self {
        Self(
            read: { value, _, reader, old in
                var headers = old
                reader.readHeaders(value, into: &headers)
                return headers
            },
            write: { headers, writer in
                writer.beginObject()
                for header in headers { writer.member(header.name, header.value) }
                writer.endObject()
            })
    }
}

extension ProfileForm where Value == CostReport? {
    /// The header, the member of the usage, or both, that report a cost.
    static var cost: Self {
        Self(
            read: { value, member, reader, _ in
                guard !value.isNull else { return nil }
                let before = reader.faults.count
                let report = ProfileForm<CostReport>.object(CostReport.fields).read(value, member, &reader, CostReport())
                if report == CostReport(), reader.faults.count == before {
                    reader.fault("\"cost\" must have a \"header\", a \"usage\" for a member of the usage, or both", at: value)
                }
                return report
            },
            write: { report, writer in
                guard let report else { return writer.null() }
                ProfileField.write(report, CostReport.fields, to: &writer)
            })
    }
}
