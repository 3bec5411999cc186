// TestSupport: shared by the tests of several modules.

package import BatchCore

extension Attempt {
    /// An attempt whose messages are `text`, or one string if that is not valid JSON.
    package static func testing(_ serial: Int, _ text: String, account: Int = 0) -> Attempt {
        var messages = JSONItems()
        messages.append(JSONValue(foreign: text)?.text ?? JSONText(string: text))
        let request = RoundRequest(round: 1, model: nil, input: .chat(messages), parameters: Parameters())
        return Attempt(id: AttemptID(slot: SlotID(serial), serial: serial), account: AccountID(account), request: request)
    }

    /// The text that the attempt was made from.
    package var text: String { JSONValue(foreign: request.messages)?.string ?? String(decoding: request.messages, as: UTF8.self) }
}

/// So that tests can write a slot as a number.
extension SlotID: ExpressibleByIntegerLiteral {
    package init(integerLiteral index: Int) { self.init(index) }
}

extension RoundRequest {
    /// The bytes of a chat's messages; empty for other requests.
    package var messages: [UInt8] { if case .chat(let messages, _) = input { messages.bytes } else { [] } }
}

extension WireFormat {
    /// What `response` to a plain chat means.
    package func outcome(of response: HTTPResponse, account: AccountID, now: Instant) -> Outcome {
        outcome(of: response, in: ReplyFrame(account: account), now: now)
    }
}
