extension JobForm {
    /// Questions of MT-Bench: `question_id`, `category`, `turns`, and for some `reference`
    /// (https://github.com/lm-sys/FastChat, `fastchat/llm_judge/data`).
    package static let mtBench = JobForm(
        name: "mt-bench", title: "MT-Bench", idMember: MTBenchMember.questionID.rawValue,
        recognises: { $0[MTBenchMember.questionID.rawValue] != nil }, job: MTBenchLine.job, metadata: MTBenchLine.metadata,
        parametersMember: NativeMember.params.rawValue, isNativeMember: { $0 == MTBenchMember.turns.rawValue })
}

/// The members of a question.
private enum MTBenchMember: String, CaseIterable {
    case questionID = "question_id"
    case category, turns, reference

    static let names = allCases.map(\.rawValue)
}

/// A question of MT-Bench.
private enum MTBenchLine {
    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        var hasTurns = false
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) {
            switch MTBenchMember(rawValue: name) {
            case .questionID: job.id = line.spelledID(member.value, of: name) ?? ""
            case .turns:
                hasTurns = true
                job.turns = TurnReader.turns(member.value, of: job, &line)
            case .category, .reference: break
            case nil: line.faultUnknown(member, known: MTBenchMember.names)
            }
        }
        if !hasTurns { line.fault("the member \"turns\" is missing", at: root, member: "turns") }
        return job
    }

    /// The category and the reference answers.
    static func metadata(_ root: JSONValue, _ reading: JobReading) -> JSONText? {
        ForeignLine.metadata(root) { [MTBenchMember.category, .reference].map(\.rawValue).contains($0.name) }
    }
}

extension JobLine {
    /// The id of a question of MT-Bench if it is a number, as it is spelled.
    var questionNumber: JSONText? {
        guard form == .mtBench, let id = root[form.idMember], id.kind == .number else { return nil }
        return id.text
    }
}
