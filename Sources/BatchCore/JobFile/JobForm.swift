/// A form of the lines of a job file: how a line is recognised, and how a job is read from it.
///
/// Each form is one value in one file. Two forms are equal if they have the same name.
package struct JobForm: Sendable {
    /// One word for machines.
    package let name: String
    /// The name for people.
    package let title: String
    /// The member that holds the job's id.
    let idMember: String
    /// Whether a line with these members has the form, if no form before it in ``all`` has recognised it.
    let recognises: @Sendable (_ root: JSONValue) -> Bool
    /// Reads the job; nil or a job of no use if a fault was found.
    let job: @Sendable (_ root: JSONValue, _ line: inout LineContext) -> Job?

    /// The members that are only copied to the result, as JSON text; nil if there are none.
    var metadata: @Sendable (_ root: JSONValue, _ reading: JobReading) -> JSONText? = { _, _ in nil }
    /// The messages before the user's words.
    var history: @Sendable (_ root: JSONValue) -> ArraySlice<JSONValue> = { _ in [] }
    /// The member of the line that holds the whole request, with the model in it.
    var requestMember: String?
    /// The member of the line or of a turn that holds parameters of the request.
    var parametersMember: String?
    /// Whether the project's own form has a member of this name with the same meaning, so that it is written as it is.
    /// Nil if all is written from the job that was read.
    var isNativeMember: (@Sendable (_ name: String) -> Bool)?
    /// Advice if the id also occurs on an earlier line.
    var hintOfRepeatedID: @Sendable (_ isInArray: Bool) -> Advice? = { _ in nil }
    /// How several lines become one job; nil if each line is a job.
    var gathering: LineGathering?
}

extension JobForm {
    /// All forms, in the order in which a line is compared with them.
    package static let all: [JobForm] = [.mtBench, .aiPerf, .native, .openAIBatch, .shareGPT, .messages, .genAIPerf]

    /// The form of a line with the members of `root`. A line without members of any form is taken for native, whose faults name
    /// what is missing.
    init(recognising root: JSONValue) {
        // By index, since a loop over the values would copy each one.
        let index = Self.all.indices.first { Self.all[$0].recognises(root) }
        self = index.map { Self.all[$0] } ?? .native
    }

    /// Reads the job of the whole text; nil or a job of no use if a fault was found.
    func read(_ line: inout LineContext) -> Job? {
        let root = line.document.root
        guard root.kind == .object else {
            line.fault("a line must be a JSON object, not \(root.kind.noun)", at: root)
            return nil
        }
        if let output = Self.output(root) {
            line.fault("this is a line of \(output), not a job", at: root, hint: "use the job file")
            return nil
        }
        return job(root, &line)
    }

    /// The kind of output that the line belongs to, if a run has written it.
    private static func output(_ root: JSONValue) -> String? {
        if root["rounds"]?.kind == .array, root["status"]?.kind == .string, root["messages"]?.kind == .array { return "batchrun's results" }
        if root["choices"]?[0]?["turns"]?.kind == .array, root["answer_id"] != nil { return "answers for FastChat's judge" }
        return nil
    }
}

extension JobForm: Hashable {
    package static func == (left: JobForm, right: JobForm) -> Bool { left.name == right.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
