extension JobLine {
    /// Writes the job as a line in the project's own form, with its line end. The line is the same job with the same id, and what
    /// it forwards to the provider has the same bytes.
    package func writeNative(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", job.id)
        if let isNativeMember = form.isNativeMember {
            for member in root.members where isNativeMember(member.name) {
                writer.name(member.name)
                writer.value(member.value)
            }
        } else {
            writeJob()
        }
        if form.isNativeMember?(NativeMember.metadata.rawValue) != true, let metadata {
            writer.name("metadata")
            writer.value(metadata)
        }
        writer.endObject()
        writer.endLine()

        func writeJob() {
            if let model = job.model { writer.member("model", model) }
            if job.api != .chat { writer.member("api", job.api.rawValue) }
            if let instructions = job.instructions {
                writer.name("system")
                writer.value(instructions)
            }
            if !job.opening.isEmpty {
                writer.name("messages")
                writer.beginArray()
                writer.items(job.opening)
                writer.endArray()
            }
            Self.write(job.parameters, to: &writer)
            if let script = job.toolScript { Self.write(script, to: &writer) }
            writer.name("turns")
            writer.beginArray()
            for turn in job.turns { Self.write(turn, of: job.api, to: &writer) }
            writer.endArray()
        }
    }

    private static func write(_ turn: Turn, of api: Job.API, to writer: inout JSONWriter) {
        let isMore = turn.message != nil || turn.isSilent || turn.suffix != nil || turn.prefix != nil || !turn.parameters.isEmpty
        guard isMore || turn.content.kind != .string else { return writer.value(turn.content) }
        writer.beginObject()
        if turn.isSilent {
            writer.name("message")
            writer.beginObject()
            writer.endObject()
        } else if let message = turn.message {
            writer.name("message")
            writer.value(message)
        } else {
            writer.name(api == .fim ? "prompt" : "user")
            writer.value(turn.content)
        }
        if let suffix = turn.suffix {
            writer.name("suffix")
            writer.value(suffix)
        }
        if let prefix = turn.prefix { writer.member("prefix", prefix) }
        write(turn.parameters, to: &writer)
        writer.endObject()
    }

    private static func write(_ parameters: Parameters, to writer: inout JSONWriter) {
        guard !parameters.isEmpty else { return }
        writer.name("params")
        writer.beginObject()
        for member in parameters.members {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.endObject()
    }

    private static func write(_ script: ToolScript, to writer: inout JSONWriter) {
        writer.name("tool_results")
        writer.beginObject()
        for (name, answers) in script.answers.sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            writer.beginArray()
            for answer in answers {
                guard let arguments = answer.arguments else {
                    writer.string(answer.content)
                    continue
                }
                writer.beginObject()
                writer.name("arguments")
                writer.value(arguments.textOnOneLine)
                writer.member("result", answer.content)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }
}
