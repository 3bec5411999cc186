/// A fault in a user's JSON file, with its position.
package struct DocumentFault: Hashable, Sendable, CustomStringConvertible {
    package var position: JSONPosition
    package var message: String
    /// How the user can fix it.
    package var hint: String?

    /// `line 4, column 7: unknown member "imput"; did you mean "input"?`
    package var description: String { "\(position): \(message)" + (hint.map { "; \($0)" } ?? "") }
}

/// All faults of a user's JSON file.
package struct DocumentError: Error, Hashable, Sendable {
    /// In the order found, at most a hundred. Never empty.
    package var faults: [DocumentFault]
}

/// Reads the values of a user's JSON file and collects its faults. A file with a fault is not used, so an invalid value may be read as
/// anything.
protocol DocumentReader {
    var faults: [DocumentFault] { get set }

    /// The message for a member that is not among the `known` ones.
    func remark(onUnknown name: String, among known: [String]) -> (message: String, hint: String?)
}

extension DocumentReader {
    func remark(onUnknown name: String, among known: [String]) -> (message: String, hint: String?) {
        ("unknown member \"\(name)\"", NearestName.of(name, in: known).map { "did you mean \"\($0)\"?" })
    }

    /// Reads the text of a file.
    /// - Returns: the result of `read`.
    /// - Throws: all faults of the file.
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
        // Each fault costs a walk over the text before it.
        guard faults.count < 100 else { return }
        faults.append(DocumentFault(position: place.position, message: message, hint: hint))
    }

    /// The known members of an object, nulls included. Unknown and repeated members are faults.
    mutating func members<Member: RawRepresentable<String> & CaseIterable & Hashable>(
        of value: JSONValue, _: Member.Type
    ) -> [(Member, JSONValue)] {
        members(of: value, known: Member.allCases.map(\.rawValue)).compactMap { name, value in
            Member(rawValue: name).map { ($0, value) }
        }
    }

    /// The members of an object that have a known name, nulls included. Other and repeated members are faults.
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
        if value.kind != .object { fault("\(what) must be an object, and this is \(value.kind.noun)", at: value) }
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
        fault("\"\(member)\" must be \(expected), and this is \(value.kind.noun)", at: value)
    }

    /// A name as messages repeat it. The beginning of a very long name is enough to recognize it.
    static func short(_ name: String) -> String { name.count <= 80 ? name : name.prefix(80) + "…" }
}
