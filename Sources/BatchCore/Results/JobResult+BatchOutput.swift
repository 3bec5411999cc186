extension JobResult {
    /// Writes the line that OpenAI's Batch API writes for a request
    /// (https://platform.openai.com/docs/api-reference/batch/request-output). The request is the last one that the job made.
    func writeBatchOutput(withReasoning: Bool, to writer: inout JSONWriter) {
        let answer = status == .completed ? answers.last : nil
        writer.beginObject()
        writer.member("id", "batch_req_" + Fingerprint(job.id.utf8).hexadecimal)
        writer.member("custom_id", job.id)
        writer.name("response")
        if let answer {
            Self.beginResponse(status: 200, requestID: answer.round.reply.responseID, &writer)
            ResponseBody(answer, of: self, withReasoning: withReasoning).write(to: &writer)
            writer.endObject()
        } else if let failure = failure?.failure, let status = failure.httpStatus, status >= 400 {
            Self.beginResponse(status: status, requestID: nil, &writer)
            Self.write(failure, to: &writer)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.name("error")
        if answer != nil || failure?.failure.httpStatus ?? 0 >= 400 {
            writer.null()
        } else {
            writer.beginObject()
            writer.member("code", failure?.failure.code ?? "pending")
            writer.member("message", failure?.failure.message ?? pendingMessage)
            writer.endObject()
        }
        writer.endObject()
    }

    private var pendingMessage: String {
        "the job is not finished: \(conversation.turnCount) of \(job.turns.count) turns are answered"
    }

    /// Begins the object of a response up to its body.
    private static func beginResponse(status: Int, requestID: String?, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("status_code", status)
        writer.member("request_id", requestID ?? "")
        writer.name("body")
    }

    /// The body of an error in the API's form. The provider's own error type is omitted.
    private static func write(_ failure: Failure, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("message", failure.message)
        writer.member("type", failure.code)
        writer.name("param")
        writer.null()
        writer.member("code", failure.code)
        writer.endObject()
        writer.endObject()
    }
}
