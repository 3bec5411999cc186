/// What a foreign line passes on to the provider, member by member, and what it keeps.
extension JobLineReader {
    /// A member of a foreign request's body that is passed on as it is written.
    /// - Parameter place: of the members found so far.
    mutating func readBodyMember(_ member: JSONMember, _ name: String, of api: Job.API, to found: inout [Parameters.Member]) {
        if name == "tools", !member.value.isNull, member.value.kind != .array {
            faultKind(member.value, of: name, expected: "an array")
        }
        guard checkParameter(member, name, of: api) else { return }
        found.append(.init(name: name, value: Array(member.value.raw)))
    }

    /// Gives the turns of a foreign job what turns in the project's own form have by themselves.
    mutating func complete(_ job: inout Job) {
        let none = readExpectation(WantedReply())
        let shared = expectation(own: WantedReply(), ofJob: none, Parameters(), of: job)
        let isStrict = Self.hasStrictTools(job.parameters)
        for place in job.turns.indices {
            let own = job.turns[place].parameters
            job.turns[place].expectation = own.isEmpty ? shared : expectation(own: WantedReply(), ofJob: none, own, of: job)
            job.turns[place].hasStrictTools = own.contains("tools") ? Self.hasStrictTools(own) : isStrict
        }
        if job.id.isEmpty { job.id = source.name }
    }

    /// An id that may be a number, which is then taken as it is spelled.
    mutating func spelledID(_ value: JSONValue, of member: String) -> String? {
        if let spelled = value.numberText, spelled.utf8.count <= JobLine.longestID { return spelled }
        guard value.kind == .string else {
            faultKind(value, of: member, expected: "a number or a string")
            return nil
        }
        return id(value, of: member)
    }
}

/// What a foreign line says for the result line alone.
enum ForeignMetadata {
    /// The members of `root` that `isKept` tells, and beside them what the line has as answers to compare with, as `reference`.
    /// - Returns: the JSON text of an object; nil where it would be empty.
    static func object(_ root: JSONValue, reference: [JSONValue] = [], where isKept: (JSONMember) -> Bool) -> [UInt8]? {
        let kept = root.members.filter(isKept)
        let hasOwnReference = kept.contains { $0.name == "reference" }
        guard !kept.isEmpty || !reference.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        for member in kept {
            writer.name(member.name)
            writer.raw(member.value.raw)
        }
        if !reference.isEmpty, !hasOwnReference {
            writer.name("reference")
            writer.beginArray()
            for value in reference { writer.raw(value.raw) }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }
}
