import BatchCore

/// Counts of the provider's requests and replies since its start.
package struct SimulatorStatistics: Hashable, Sendable {
    /// Requests for completions, also failed ones.
    package internal(set) var requests = 0
    /// Requests for completions by the played provider.
    package internal(set) var requestsByProvider: [String: Int] = [:]
    /// Requests to LiteLLM's proxy by session, for the first ``mostSessions`` sessions.
    package internal(set) var requestsBySession: [String: Int] = [:]
    /// Requests of further sessions.
    package internal(set) var requestsOfFurtherSessions = 0
    /// Whole replies that were charged, also those with mistakes of the model.
    package internal(set) var replies = 0
    /// Whole replies by the number of user messages in the request: the number of the round in a plain conversation, and of the
    /// turn in one with tool calls or continued replies. FIM replies count under 1.
    package internal(set) var repliesByRound: [Int: Int] = [:]
    /// Requests refused with status 429 because of a limit, without those of a fault.
    package internal(set) var limited = 0
    /// Requests refused for their content, key or balance, by status.
    package internal(set) var refused: [Int: Int] = [:]
    /// Faults by name, also those with a whole reply.
    package internal(set) var faults: [String: Int] = [:]
    /// Requests that continued from a kept response.
    package internal(set) var historiesKept = 0
    /// Requests whose earlier response was silently ignored.
    package internal(set) var historiesDropped = 0
    /// Requests refused because the earlier response was unknown.
    package internal(set) var historiesLost = 0
    package internal(set) var inFlight = 0
    package internal(set) var peakInFlight = 0
    /// Input tokens of all generated replies, good or not.
    package internal(set) var promptTokens = 0
    /// The part of ``promptTokens`` from the cache.
    package internal(set) var cachedTokens = 0
    package internal(set) var completionTokens = 0
    /// Dollars.
    package internal(set) var cost = 0.0

    package init() {}

    /// The number of sessions that are counted separately.
    package static let mostSessions = 10_000

    mutating func count(session: String) {
        if requestsBySession[session] != nil || requestsBySession.count < Self.mostSessions {
            requestsBySession[session, default: 0] += 1
        } else {
            requestsOfFurtherSessions += 1
        }
    }

    /// The statistics as JSON text, for `GET /simulator/statistics`.
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
