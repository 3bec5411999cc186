import BatchCore
import BatchEngine

extension LeftOut {
    /// `Left out: 3 jobs that fill gaps, 1 job with a reply that is none to learn from.`; nil where no job is.
    static func sentence(_ counts: [LeftOut: Int], format: ResultFormat) -> String? {
        let parts = allCases.compactMap { reason in counts[reason].map { "\($0.counted("job")) \(reason.words)" } }
        return parts.isEmpty ? nil : "Not in \(format.rawValue): \(parts.joined(separator: "; "))."
    }

    private var words: String {
        switch self {
        case .gaps: "filling gaps"
        case .noAnswer: "without an answer to give or to learn from"
        case .flawed: "with a reply that was cut or calls a tool wrongly"
        case .notText: "with more than text"
        }
    }

    /// The same as a JSON line among those of a run.
    static func event(_ counts: [LeftOut: Int], format: ResultFormat) -> String? {
        guard !counts.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "left_out")
        writer.member("format", format.rawValue)
        for reason in allCases { writer.member(reason.name, counts[reason] ?? 0) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private var name: String {
        switch self {
        case .gaps: "gaps"
        case .noAnswer: "no_answer"
        case .flawed: "flawed"
        case .notText: "not_text"
        }
    }
}
