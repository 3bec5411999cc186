import BatchCore
import TestSupport

/// Draws outcomes directly at random: the fastest way to many faults.
struct DiceUpstream: SimulatedUpstream {
    private var chance: SeededGenerator
    private let faults: [(rate: Double, outcome: Outcome)]
    private var isHealed = false

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed ^ 0x5EED)
        func failure(_ code: String, wait: Duration? = nil) -> Failure { Failure(code: code, message: code, wait: wait) }
        let wild = chance.happens(0.5) ? 0.25 : 0.03
        faults = [
            (wild * chance.unit(), .transient(failure("server_error"))),
            (wild * chance.unit(), .throttled(failure("rate_limited"))),
            (wild * chance.unit(), .throttled(failure("rate_limited", wait: .seconds(Int64(chance.next() % 30))))),
            (wild * 0.1 * chance.unit(), .rejected(failure("invalid_request"))),
            (wild * 0.3 * chance.unit(), .unreachable(failure("connection_refused"))),
            (chance.happens(0.1) ? 0.01 : 0, .accountStopped(failure("insufficient_balance"))),
        ]
    }

    mutating func answer(_ attempt: Attempt, at now: Instant) -> (Outcome, Duration) {
        let delay = Duration.microseconds(Int64(500 + chance.next() % (chance.happens(0.05) ? 20_000_000 : 900_000)))
        if !isHealed {
            for fault in faults where chance.happens(fault.rate) { return (fault.outcome, delay) }
        }
        let usage = Usage(prompt: 10, completion: Int(chance.next() % 200))
        return (.replied(reply(to: attempt.request, usage)), delay)
    }

    /// Usually an answer; sometimes half of one, reasoning without an answer, an unexpected one, or tool calls.
    private mutating func reply(to request: RoundRequest, _ usage: Usage) -> Reply {
        var reply = Reply(
            content: "good answer \(request.round)", reasoning: "thought \(request.round)", finishReason: "stop", usage: usage)
        if isHealed { return reply }
        if request.parameters.contains("tools"), chance.happens(0.5) {
            let calls = (0...(chance.next() % 3)).map { number in
                let name = ["scripted", "program", "nobody"][Int(chance.next() % (chance.happens(0.1) ? 3 : 2))]
                let arguments = chance.happens(0.1) ? "{" : "{}"
                return #"{"id":"c\#(number)","type":"function","function":{"name":"\#(name)","arguments":"\#(arguments)"}}"#
            }
            (reply.content, reply.finishReason) = (nil, "tool_calls")
            reply.toolCalls = JSONText("[\(calls.joined(separator: ","))]")
        } else if chance.happens(0.1) {
            (reply.content, reply.finishReason) = (chance.happens(0.1) ? nil : "half", "length")
        } else if chance.happens(0.15) {
            reply.content = "poor answer"
        }
        return reply
    }

    mutating func betweenLives(life: Int) { isHealed = life > 100 }

    // Dice keep no state and no limits.
    func ended(_ id: AttemptID, at now: Instant) {}
    func clientLeft(at now: Instant) {}
    func problem(life: Int) -> String? { nil }
}
