/// Something that is wrong with a file that users write as one JSON text, and where.
package struct DocumentFault: Hashable, Sendable, CustomStringConvertible {
    package var position: JSONPosition
    package var message: String
    /// What may be done about it.
    package var hint: String?

    /// `line 4, column 7: unknown member "imput"; did you mean "input"?`
    package var description: String { "\(position): \(message)" + (hint.map { "; \($0)" } ?? "") }
}

/// Everything that is wrong with such a file.
package struct DocumentError: Error, Hashable, Sendable {
    /// In the order found, a hundred at most. Never empty.
    package var faults: [DocumentFault]
}

/// Reads the values of a file that users write, and gathers what is wrong with them. Where there is a fault the file is not
/// used, so that a value that is at fault may stand for anything.
protocol DocumentReader {
    var faults: [DocumentFault] { get set }

    /// What is said of a member that is not among the `known` ones.
    func remark(onUnknown name: String, among known: [String]) -> (message: String, hint: String?)
}

extension DocumentReader {
    func remark(onUnknown name: String, among known: [String]) -> (message: String, hint: String?) {
        ("unknown member \"\(name)\"", NearestName.of(name, in: known).map { "did you mean \"\($0)\"?" })
    }

    /// Reads the text of a file.
    /// - Returns: what `read` makes of it.
    /// - Throws: everything that is wrong with it.
    mutating func readWhole<Content>(_ bytes: [UInt8], _ read: (inout Self, JSONValue) -> Content) throws(DocumentError) -> Content {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw DocumentError(faults: [DocumentFault(position: error.position, message: "this is no JSON: \(error.message)")])
        }
        let content = read(&self, document.root)
        guard faults.isEmpty else { throw DocumentError(faults: faults) }
        return content
    }

    mutating func fault(_ message: String, at place: JSONValue, hint: String? = nil) {
        // Each costs a walk over the text before it.
        guard faults.count < 100 else { return }
        faults.append(DocumentFault(position: place.position, message: message, hint: hint))
    }

    /// The known members of an object, null or not. Unknown members and repeated ones are faults.
    mutating func members<Member: RawRepresentable<String> & CaseIterable & Hashable>(
        of value: JSONValue, _: Member.Type
    ) -> [(Member, JSONValue)] {
        members(of: value, known: Member.allCases.map(\.rawValue)).compactMap { name, value in
            Member(rawValue: name).map { ($0, value) }
        }
    }

    /// The members of an object whose names are known, null or not. Others are faults, and so are repeated ones.
    mutating func members(of value: JSONValue, known: [String]) -> [(name: String, value: JSONValue)] {
        var found: [(name: String, value: JSONValue)] = []
        var seen: Set<String> = []
        for member in value.members {
            let name = Self.short(member.name)
            guard known.contains(name) else {
                let (message, hint) = remark(onUnknown: name, among: known)
                fault(message, at: member.nameValue, hint: hint)
                continue
            }
            if !seen.insert(name).inserted { faultTwice(name, at: member.nameValue) }
            found.append((name, member.value))
        }
        return found
    }

    mutating func isObject(_ value: JSONValue, _ what: String) -> Bool {
        if value.kind != .object { fault("\(what) must be an object, and this is \(value.kind.name)", at: value) }
        return value.kind == .object
    }

    mutating func text(_ value: JSONValue, of member: String) -> String? {
        guard let text = value.string, !text.isEmpty else {
            faultKind(value, of: member, expected: "a string that says something")
            return nil
        }
        return text
    }

    mutating func texts(_ value: JSONValue, of member: String) -> [String] {
        guard value.kind == .array else {
            faultKind(value, of: member, expected: "an array of strings")
            return []
        }
        return value.elements.compactMap { text($0, of: member) }
    }

    mutating func faultMissing(_ member: String, in value: JSONValue, hint: String? = nil) {
        fault("the member \"\(member)\" is missing", at: value, hint: hint)
    }

    mutating func faultTwice(_ member: String, at place: JSONValue) { fault("the member \"\(member)\" stands twice", at: place) }

    mutating func faultKind(_ value: JSONValue, of member: String, expected: String) {
        fault("\"\(member)\" must be \(expected), and this is \(value.kind.name)", at: value)
    }

    /// A name as it is said again: whoever writes a very long one knows it from its beginning.
    static func short(_ name: String) -> String { name.count <= 80 ? name : name.prefix(80) + "…" }
}
