/// The time that a server requests to wait before the next request, in any of the places that servers use.
enum RequestedWait {
    /// The first of these: `retry-after-ms`, `retry-after`, the same as LiteLLM passes them on (`llm_provider-…`), and `retry_after` in
    /// the body. For status 429 only, the message ("Please try again in 1.5s") and the headers with the reset times of limits follow.
    /// Other responses carry those headers too, without requesting a wait. Nil if there is none, or none in a known form.
    static func find(headers: [(name: String, value: String)], status: Int, body: ErrorBody, now: Instant) -> Duration? {
        let named = Dictionary(headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        for prefix in ["", "llm_provider-"] {
            if let milliseconds = named[prefix + "retry-after-ms"].flatMap({ number($0) }) {
                return duration(seconds: milliseconds / 1_000)
            }
            if let wait = named[prefix + "retry-after"].flatMap({ duration($0, now: now) }) { return wait }
        }
        let (root, error) = (body.root, body.error)
        let metadata = error?["metadata"]
        let places = [error?["availability"]?["retry_after"], error?["retry_after"], metadata?["retry_after"], root?["retry_after"]]
        for place in places {
            if let wait = (place?.string ?? place?.numberText).flatMap({ duration($0, now: now) }) { return wait }
        }
        return status == 429 ? body.message.flatMap { spoken($0) } ?? reset(named, now: now) : nil
    }

    /// The wait in a message: OpenAI's "Please try again in 1.656s.", LiteLLM's "Try again in 5 seconds.", Gemini's "Please retry in
    /// 36.4s.", Azure's "Please retry after 6 seconds." It is more precise than the headers, which give the time when a limit is fully
    /// restored.
    private static func spoken(_ message: String) -> Duration? {
        let words = message.lowercased().split(separator: " ")
        guard let place = words.indices.first(where: { place in
            place >= 1 && ["in", "after"].contains(words[place]) && ["again", "retry"].contains(words[place - 1])
        }) else { return nil }
        let rest = words[(place + 1)...].prefix(2).map { word in
            String(word.reversed().drop { ".,;!)".contains($0) }.reversed())
        }
        guard let amount = rest.first else { return nil }
        guard let count = number(amount) else { return Duration(text: amount) }
        guard rest.count == 2, let unit = units.first(where: { rest[1] == $0.sign || rest[1].hasPrefix($0.name) }) else { return nil }
        return duration(seconds: count * unit.seconds)
    }

    private static let units: [(sign: String, name: String, seconds: Double)] = [
        ("ms", "milli", 0.001), ("s", "sec", 1), ("m", "min", 60), ("h", "hour", 3_600), ("d", "day", 86_400),
    ]

    /// Reads a wait in any of the forms of headers: seconds (`7`, `0.5`), seconds or milliseconds since the epoch (distinguished by size),
    /// durations with units (`6m0s` is six minutes), RFC 3339, and HTTP's own dates. A time in the past gives no wait.
    static func duration(_ text: some StringProtocol, now: Instant) -> Duration? {
        let trimmed = ShortText.collapsed(String(text))
        if let value = number(trimmed) {
            if value > 1e12 { return duration(seconds: value / 1_000 - Double(now.nanoseconds) / 1e9) }
            if value > 1e9 { return duration(seconds: value - Double(now.nanoseconds) / 1e9) }
            return duration(seconds: value)
        }
        if let wait = Duration(text: trimmed) { return wait }
        let time = CivilTime(rfc3339: trimmed) ?? CivilTime(httpTime: trimmed, now: now)
        return time.map { max(.zero, $0.instant - now) }
    }

    /// The wait in the headers of limits (`x-ratelimit-reset`, `x-ratelimit-reset-requests`, `anthropic-ratelimit-tokens-reset`, …).
    ///
    /// Each of several limits has its own header. If limits are known to be used up, the longest of their waits counts. Otherwise the
    /// shortest counts, because such a header often gives the time when the limit is fully restored, which is later than necessary. A
    /// limit whose remainder is negative is not known.
    private static func reset(_ headers: [String: String], now: Instant) -> Duration? {
        var exhausted: Duration?
        var other: Duration?
        for (name, value) in headers {
            var parts = name.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.contains("ratelimit"), let place = parts.firstIndex(of: "reset"), let wait = duration(value, now: now)
            else { continue }
            parts[place] = "remaining"
            let remaining = headers[parts.joined(separator: "-")].flatMap { Double($0) }
            if let remaining, remaining < 0 { continue }
            if remaining == 0 {
                exhausted = max(exhausted ?? .zero, wait)
            } else {
                other = min(other ?? wait, wait)
            }
        }
        return exhausted ?? other
    }

    /// A number without sign and exponent.
    private static func number(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }

    private static func duration(seconds: Double) -> Duration {
        guard seconds > 0 else { return .zero }
        return .nanoseconds(seconds < 9e9 ? Int64((seconds * 1e9).rounded()) : .max)
    }
}
