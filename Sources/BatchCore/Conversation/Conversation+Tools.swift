extension Conversation {
    /// The calls that wait for a program's answer, with their numbers, counted from 1.
    package var openCalls: [(number: Int, call: ToolCall)] {
        progress.calls.enumerated().compactMap { $1.answer == nil ? ($0 + 1, $1.call) : nil }
    }

    /// A program has answered a call. When none is open any more, the answers join the history.
    /// - Parameter number: counted from 1. An answer to a call that is not open is not needed.
    package mutating func answer(call number: Int, with content: String) {
        guard number > 0, number <= progress.calls.count, progress.calls[number - 1].answer == nil else { return }
        progress.calls[number - 1].answer = content
        appendAnswers()
    }

    /// Adds a reply that calls tools, and the answers where the script has them all.
    mutating func append(callsOf reply: Reply, of round: Round, counts: Bool) {
        if counts { progress.toolRounds += 1 }
        let isFirst = !progress.hasCalledTools
        // What was cut before is the beginning of this message, and of no other.
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
        for call in ToolCall.all(in: reply.toolCalls ?? []) {
            let complaint = Self.complaint(about: call, functions, job.toolScript)
            if complaint != nil { progress.badCall = call }
            progress.calls.append((call, complaint ?? job.toolScript?.answer(to: call, &toolUses)))
        }
        appendAnswers()
    }

    private mutating func appendAnswers() {
        guard openCalls.isEmpty else { return }
        for (call, answer) in progress.calls {
            guard let answer else { continue }
            append(answer, answering: call, to: &history)
            if rules.reasoningHistory == .withinTurn { append(answer, answering: call, to: &progress.bareMessages) }
        }
        progress.calls = []
    }

    private func append(_ answer: String, answering call: ToolCall, to history: inout [UInt8]) {
        history.append(UInt8(ascii: ","))
        switch job.api {
        case .chat, .fim: Message.appendTool(answer, answering: call, to: &history)
        case .responses: InputItem.appendOutput(answer, answering: call, to: &history)
        }
    }

    /// What the turn's request is made with. A call that was forced has been made when tools were answered, and forced again it
    /// would never end in words; so the choice is the model's from then on.
    func parameters(of turn: Turn) -> Parameters {
        let parameters = job.parameters.overridden(by: turn.parameters)
        guard progress.hasCalledTools, let choice = parameters["tool_choice"] else { return parameters }
        let isForced = ![#""none""#, #""auto""#].contains { choice.elementsEqual($0.utf8) }
        return isForced ? parameters.without("tool_choice") : parameters
    }

    /// The names of the functions that the model was told of.
    private var functions: [String] { job.parameters.overridden(by: nextTurn?.parameters ?? Parameters()).functionNames }

    /// What the model is told where nobody could answer its call: it may call again and better.
    private static func complaint(about call: ToolCall, _ functions: [String], _ script: ToolScript?) -> String? {
        var message: String?
        if !functions.contains(call.name), script?.answers[call.name] == nil {
            message = "there is no function \"\(call.name)\""
        } else if let fault = call.fault {
            message = "the arguments of \"\(call.name)\" cannot be read: \(fault)"
        }
        guard let message else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("error", message)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Why the conversation cannot go on after a call that nobody answers.
    func failure(ofUnanswered call: ToolCall) -> Failure {
        // The model's own words may be of any length, and of any characters.
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
