import BatchCore

/// What the provider saw and did since it began.
package struct SimulatorStatistics: Hashable, Sendable {
    /// Requests for completions, of chats and of code, whatever came of them.
    package internal(set) var requests = 0
    /// The same by the provider that was played.
    package internal(set) var requestsByProvider: [String: Int] = [:]
    /// Requests of LiteLLM's proxy by the session that they belong to, for the first ``mostSessions`` sessions.
    package internal(set) var requestsBySession: [String: Int] = [:]
    /// Requests of sessions that came after those.
    package internal(set) var requestsOfFurtherSessions = 0
    /// Whole replies, each of them paid for, also those in which the model calls functions wrongly or
    /// writes no JSON though it should.
    package internal(set) var replies = 0
    /// Whole replies by the number of user messages in the request, which is the round's number in a plain conversation and
    /// the turn's in one with tool calls or with replies that went on from their prefix;
    /// those to fill-in-the-middle requests, which have none, are under 1.
    package internal(set) var repliesByRound: [Int: Int] = [:]
    /// Requests refused with status 429 because a limit was met; those by a fault are not among them.
    package internal(set) var limited = 0
    /// Requests refused for what they were or whose they were, by status.
    package internal(set) var refused: [Int: Int] = [:]
    /// Faults by name, also those that leave the reply whole.
    package internal(set) var faults: [String: Int] = [:]
    /// Requests that went on from a response whose conversation was there.
    package internal(set) var historiesKept = 0
    /// The same where the conversation was left out in silence.
    package internal(set) var historiesDropped = 0
    /// The same that were refused because nothing was known of the response.
    package internal(set) var historiesLost = 0
    package internal(set) var inFlight = 0
    package internal(set) var peakInFlight = 0
    /// Input tokens of all that was generated, good replies or not.
    package internal(set) var promptTokens = 0
    /// The part of ``promptTokens`` that came from the cache.
    package internal(set) var cachedTokens = 0
    package internal(set) var completionTokens = 0
    /// Dollars.
    package internal(set) var cost = 0.0

    package init() {}

    /// How many sessions are told apart.
    package static let mostSessions = 10_000

    mutating func count(session: String) {
        if requestsBySession[session] != nil || requestsBySession.count < Self.mostSessions {
            requestsBySession[session, default: 0] += 1
        } else {
            requestsOfFurtherSessions += 1
        }
    }

    /// The ledger as a JSON text, for `GET /simulator/statistics`.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("requests", requests)
        writer.counts("requests_by_provider", requestsByProvider)
        writer.member("sessions", requestsBySession.count)
        writer.counts("requests_by_session", requestsBySession)
        writer.member("requests_of_further_sessions", requestsOfFurtherSessions)
        writer.member("replies", replies)
        writer.counts("replies_by_round", repliesByRound)
        writer.member("limited", limited)
        writer.counts("refused", refused)
        writer.counts("faults", faults)
        writer.member("histories_kept", historiesKept)
        writer.member("histories_dropped", historiesDropped)
        writer.member("histories_lost", historiesLost)
        writer.member("in_flight", inFlight)
        writer.member("peak_in_flight", peakInFlight)
        writer.member("prompt_tokens", promptTokens)
        writer.member("cached_tokens", cachedTokens)
        writer.member("completion_tokens", completionTokens)
        writer.name("cost_usd")
        writer.double(cost)
        writer.endObject()
        return writer.bytes
    }
}
