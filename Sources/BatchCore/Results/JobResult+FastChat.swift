extension JobResult {
    /// Writes a line of FastChat's answer files, which its judge reads
    /// (https://github.com/lm-sys/FastChat, `fastchat/llm_judge/gen_model_answer.py`).
    /// - Returns: the reason why nothing is written; nil if a line is written.
    func writeFastChatAnswer(to writer: inout JSONWriter) -> LeftOut? {
        let answers = answers
        guard let last = answers.last else { return .noAnswer }
        let texts = answers.map { $0.content ?? "" }
        writer.beginObject()
        writer.name("question_id")
        // FastChat's judge finds the answers to a question by this id, and distinguishes a number from its text.
        if let number = line.questionNumber { writer.value(number) } else { writer.string(job.id) }
        writer.member("answer_id", Self.answerID(job.id, model, texts))
        writer.member("model_id", model ?? "")
        writer.name("choices")
        writer.beginArray()
        writer.beginObject()
        writer.member("index", 0)
        writer.name("turns")
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
        writer.endObject()
        writer.endArray()
        writer.name("tstamp")
        writer.double(Double(last.round.createdAt.unixMilliseconds) / 1_000)
        writer.endObject()
        return nil
    }

    /// The same for the same answers, so that writing a file twice gives the same file.
    private static func answerID(_ id: String, _ model: String?, _ texts: [String]) -> String {
        var bytes: [UInt8] = []
        for text in [id, model ?? ""] + texts {
            bytes.append(contentsOf: text.utf8)
            // This byte does not occur in UTF-8.
            bytes.append(0xFF)
        }
        return Fingerprint(bytes).hexadecimal
    }
}
