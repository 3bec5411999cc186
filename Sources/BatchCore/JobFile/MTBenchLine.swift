/// The members of a question of MT-Bench (https://github.com/lm-sys/FastChat, `fastchat/llm_judge/data`).
enum MTBenchMember: String, CaseIterable {
    case questionID = "question_id"
    case category, turns, reference

    static let names = allCases.map(\.rawValue)

    /// The category and the reference answers, as an object; nil where the line has neither.
    static func metadata(of root: JSONValue) -> [UInt8]? {
        ForeignMetadata.object(root) { [category, reference].map(\.rawValue).contains($0.name) }
    }
}

extension JobLineReader {
    /// The question's id, as it is spelled, is the job's.
    mutating func readMTBench(_ root: JSONValue) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        var hasTurns = false
        let members = root.members
        for (member, name) in zip(members, names(of: members)) {
            switch MTBenchMember(rawValue: name) {
            case .questionID: job.id = spelledID(member.value, of: name) ?? ""
            case .turns:
                hasTurns = true
                job.turns = readTurns(member.value, of: job)
            case .category, .reference: break
            case nil: faultUnknown(member, known: MTBenchMember.names)
            }
        }
        if !hasTurns { fault("the member \"turns\" is missing", at: root, member: "turns") }
        return job
    }
}
