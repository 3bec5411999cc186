// TestSupport: what the tests of several modules stand on.

package import BatchCore

extension Attempt {
    /// An attempt whose messages are `text`.
    package static func testing(_ serial: Int, _ text: String, account: Int = 0) -> Attempt {
        let request = RoundRequest(round: 1, model: nil, input: .chat(Array(text.utf8)), parameters: Parameters())
        return Attempt(id: AttemptID(slot: SlotID(serial), serial: serial), account: AccountID(account), request: request)
    }

    /// The messages as text.
    package var text: String { String(decoding: request.messages, as: UTF8.self) }
}

/// So that tests can write a slot as a number.
extension SlotID: ExpressibleByIntegerLiteral {
    package init(integerLiteral index: Int) { self.init(index) }
}

extension RoundRequest {
    /// The messages of a chat; empty where a gap is filled.
    package var messages: [UInt8] { if case .chat(let messages, _) = input { messages } else { [] } }
}

extension WireFormat {
    /// What `response` to a plain chat means.
    package func outcome(of response: HTTPResponse, account: AccountID, now: Instant) -> Outcome {
        outcome(of: response, in: ReplyFrame(account: account), now: now)
    }
}
