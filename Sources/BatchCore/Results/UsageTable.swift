/// The usage and cost of each round, as comma-separated values. By RFC 4180, lines end with CR LF, and a field with a comma, a quote or a
/// line end is quoted. An unknown value is an empty field.
enum UsageTable {
    static let names = [
        "id", "line", "round", "turn", "standing", "provider", "model", "finish_reason", "prompt_tokens", "completion_tokens",
        "total_tokens", "cached_tokens", "reasoning_tokens", "cost_usd", "cache_saved_usd", "attempts", "latency_ms", "first_token_ms",
        "created_at",
    ]

    static var header: [UInt8] { row(names) }

    /// A row for each round; none for a job without rounds.
    static func rows(of result: JobResult) -> [UInt8] {
        let id = text(result.job.id)
        return result.rounds.flatMap { round in
            let (reply, usage) = (round.reply, round.reply.usage)
            return row([
                id, "\(result.job.line)", "\(round.number)", "\(round.turn)", round.standing.rawValue, text(round.provider),
                text(reply.model ?? ""), text(reply.finishReason ?? ""), number(usage?.prompt), number(usage?.completion),
                number(usage?.total), number(usage?.cached), number(usage?.reasoning), round.cost?.total.decimal ?? "",
                round.cost?.savedByCache?.decimal ?? "", "\(round.attempts)", "\(round.latency.milliseconds)",
                (round.firstToken?.milliseconds).map { "\($0)" } ?? "", round.createdAt.rfc3339,
            ])
        }
    }

    private static func row(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: quoted(field).utf8)
        }
        bytes.append(contentsOf: "\r\n".utf8)
        return bytes
    }

    private static func number(_ count: Int?) -> String { count.map { "\($0)" } ?? "" }

    /// External text. A spreadsheet runs text that looks like a formula. An apostrophe before the text prevents that
    /// (https://owasp.org/www-community/attacks/CSV_Injection). Plain numbers are harmless.
    private static func text(_ text: String) -> String {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Double(text) == nil else { return text }
        return "'" + text
    }

    private static func quoted(_ field: String) -> String {
        let isPlain = field.utf8.allSatisfy { !"\",\r\n".utf8.contains($0) } && field.utf8.first != UInt8(ascii: " ")
        if isPlain, field.utf8.last != UInt8(ascii: " ") { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
