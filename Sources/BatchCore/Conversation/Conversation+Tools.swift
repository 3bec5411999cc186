extension Conversation {
    /// The calls that wait for a program's answer, with their numbers, counted from 1.
    package var openCalls: [(number: Int, call: ToolCall)] {
        progress.calls.enumerated().compactMap { $1.answer == nil ? ($0 + 1, $1.call) : nil }
    }

    /// Records a program's answer to a call. After the last one, the answers join the history.
    /// - Parameter number: counted from 1. An answer to a call that is not open is ignored.
    package mutating func answer(call number: Int, with content: String) { _ = take(answer: content, to: number) }

    /// Records an answer to a call.
    /// - Returns: the answers that joined the history.
    mutating func take(answer content: String, to number: Int) -> [AnsweredCall] {
        guard number > 0, number <= progress.calls.count, progress.calls[number - 1].answer == nil else { return [] }
        progress.calls[number - 1].answer = content
        return appendAnswers()
    }

    /// Adds a reply that calls tools, and the answers if the script has them all.
    mutating func append(callsOf reply: Reply, of round: Round, counts: Bool) -> Addition {
        if counts { progress.toolRounds += 1 }
        let isFirst = !progress.hasCalledTools
        // The earlier pieces are the beginning of this message only.
        var said = reply
        said.content = nextTurn.flatMap { text(of: reply, to: $0, after: progress.text) } ?? reply.content
        said.reasoning = progress.takeText().reasoning ?? reply.reasoning
        progress.hasCalledTools = true
        append(said)
        appendBare(said)
        keep(round, beginsTurn: isFirst)
        let functions = functions
        progress.badCall = nil
        progress.calls = []
        for call in reply.toolCalls.map({ ToolCall.all(in: $0) }) ?? [] {
            let complaint = Self.complaint(about: call, functions, job.toolScript)
            if complaint != nil { progress.badCall = call }
            progress.calls.append((call, complaint ?? job.toolScript?.answer(to: call, &toolUses)))
        }
        return Addition(reply: said, answers: appendAnswers())
    }

    private mutating func appendAnswers() -> [AnsweredCall] {
        guard openCalls.isEmpty else { return [] }
        let answered = progress.calls.compactMap { call, answer in answer.map { AnsweredCall(call: call, answer: $0) } }
        for one in answered {
            Self.append(one, job.api, to: &history)
            if rules.reasoningHistory == .withinTurn { Self.append(one, job.api, to: &progress.bareMessages) }
        }
        progress.calls = []
        return answered
    }

    private static func append(_ answered: AnsweredCall, _ api: Job.API, to history: inout JSONItems) {
        history.append { writer in
            switch api {
            case .chat, .fim: Message.writeTool(answered.answer, answering: answered.call, to: &writer)
            case .responses: InputItem.writeOutput(answered.answer, answering: answered.call, to: &writer)
            }
        }
    }

    /// The parameters of the turn's request. After tools were answered, a forced call has been made. If it stayed forced, the turn would
    /// never end, so the model may choose from then on.
    func parameters(of turn: Turn) -> Parameters {
        let parameters = job.parameters.overridden(by: turn.parameters)
        guard progress.hasCalledTools, let choice = parameters["tool_choice"] else { return parameters }
        let isForced = !["none", "auto"].contains(choice.string)
        return isForced ? parameters.without("tool_choice") : parameters
    }

    /// The names of the functions that the request offers.
    private var functions: [String] { job.parameters.overridden(by: nextTurn?.parameters ?? Parameters()).functionNames }

    /// The answer to a call that cannot be answered. It lets the model correct the call.
    private static func complaint(about call: ToolCall, _ functions: [String], _ script: ToolScript?) -> String? {
        var message: String?
        if !functions.contains(call.name), script?.answers[call.name] == nil {
            message = "there is no function \"\(call.name)\""
        } else if let fault = call.fault {
            message = "the arguments of \"\(call.name)\" cannot be read: \(fault)"
        }
        guard let message else { return nil }
        let error = JSONText { writer in
            writer.beginObject()
            writer.member("error", message)
            writer.endObject()
        }
        return error.description
    }

    /// The reason why the conversation cannot continue after a call without an answer.
    func failure(ofUnanswered call: ToolCall) -> Failure {
        // The model's own text may be of any length, with any characters.
        guard job.toolScript != nil else {
            return Failure(
                code: "tool_calls_unanswered",
                message: ShortText.of(
                    "the model called \(call.name) in round \(roundCount), and the job has no \"tool_results\""))
        }
        return Failure(
            code: "tool_result_missing",
            message: ShortText.of(
                "\"tool_results\" has no answer to \(call.name) with the arguments \(call.arguments.prefix(200)) of round \(roundCount)"))
    }
}
