import BatchCore

/// A failure that happens to a share of the requests.
package struct Fault: Hashable, Sendable {
    package var kind: Kind
    /// The share of requests that it happens to: 0 for none, 1 for all.
    package var probability: Double

    package init(_ kind: Kind, probability: Double) { (self.kind, self.probability) = (kind, probability) }

    package enum Kind: Hashable, Sendable {
        /// An error status with the body that providers document for it.
        case status(Int)
        /// The connection is reset without a response.
        case reset
        /// The response never starts, or stops in the middle.
        case stall
        /// The connection closes in the middle of the body.
        case torn
        /// A good reply whose head takes ``SimulatorOptions/slowHeaders`` longer.
        case slowHeaders
        /// Status 200 with no choices.
        case empty
        /// Status 200 with a message whose content is null.
        case nullContent
        /// Status 200 with half a reply and the finish reason `insufficient_system_resource`
        /// (https://api-docs.deepseek.com/api/create-chat-completion).
        case insufficientResource
        /// Status 200 with an error as body, as OpenRouter sends it after a response has begun
        /// (https://openrouter.ai/docs/api-reference/errors).
        case errorIn200
        /// Status 502 with a page of HTML from a gateway.
        case html
        /// A good reply after blank lines (https://api-docs.deepseek.com/quick_start/rate_limit).
        case blankLines
        /// Half a stream, then an error and no end, as LiteLLM's proxy sends it. Without a stream it is the same as
        /// ``errorIn200``.
        case streamError
        /// Status 200 and then only keep-alive data: comments in a stream, else blank lines.
        case onlyComments
        /// Status 200 and a complete transfer of half a JSON text.
        case truncatedJSON
        /// A reply whose first call has arguments that are not valid JSON. It happens only to replies that call functions.
        case badArguments
        /// A reply whose first call names an unknown function. It happens only to replies that call functions.
        case unknownFunction
        /// Half a JSON object. It happens only to replies that must be JSON.
        case invalidJSON

        /// A response with the status `failed` and a server error. It happens only in the Responses API.
        case failed
        /// A completed response without output. It happens only in the Responses API.
        case emptyOutput

        /// The name on the command line and in statistics.
        package var name: String {
            switch self {
            case .status(let status): String(status)
            case .reset: "reset"
            case .stall: "stall"
            case .torn: "torn"
            case .slowHeaders: "slow-headers"
            case .empty: "empty"
            case .nullContent: "null-content"
            case .insufficientResource: "insufficient-resource"
            case .errorIn200: "error-in-200"
            case .html: "html"
            case .blankLines: "blank-lines"
            case .streamError: "stream-error"
            case .onlyComments: "only-comments"
            case .truncatedJSON: "truncated-json"
            case .badArguments: "bad-arguments"
            case .unknownFunction: "unknown-function"
            case .invalidJSON: "invalid-json"
            case .failed: "failed"
            case .emptyOutput: "empty-output"
            }
        }

        /// The error statuses that providers document.
        package static let statuses = [
            400, 401, 402, 403, 404, 408, 409, 413, 422, 425, 429, 498, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529,
        ]

        /// All kinds that can happen to any request, statuses first.
        package static let known: [Kind] =
            statuses.map(Kind.status) + [
                .reset, .stall, .torn, .slowHeaders, .empty, .nullContent, .insufficientResource, .errorIn200, .html, .blankLines,
                .streamError, .onlyComments, .truncatedJSON,
            ]
        /// Mistakes of the model, which need a reply of a certain kind.
        package static let ofModel: [Kind] = [.badArguments, .unknownFunction, .invalidJSON]
        /// The kinds that happen only in the Responses API.
        package static let ofResponses: [Kind] = [.failed, .emptyOutput]
        package static let all = known + ofModel + ofResponses

        /// Whether the client still receives a whole reply, even if its content is useless.
        var leavesReplyWhole: Bool { [.slowHeaders, .blankLines].contains(self) || Self.ofModel.contains(self) }
    }
}

extension Fault {
    /// The reason why a text is not a fault.
    package enum TextError: Error, Hashable, Sendable, CustomStringConvertible {
        case noProbability(String)
        case badProbability(String, text: String)
        case unknownFault(String, nearest: String?)

        package var description: String {
            switch self {
            case .noProbability(let text):
                "The fault '\(text)' has no probability; write it as \(text.isEmpty ? "503" : text)=0.05."
            case .badProbability(let probability, let text):
                "'\(probability)' in the fault '\(text)' is not a probability; write a number from 0 to 1, such as 0.05."
            case .unknownFault(let name, let nearest?): "There is no fault '\(name)'; did you mean '\(nearest)'?"
            case .unknownFault(let name, nil):
                "There is no fault '\(name)'; the faults are \(Kind.all.map(\.name).joined(separator: ", "))."
            }
        }
    }

    /// Reads a fault in the form of the command line: `503=0.05`, `stall=0.001`.
    package init(text: String) throws(TextError) {
        guard let equals = text.firstIndex(of: "=") else { throw .noProbability(text) }
        let name = String(text[..<equals])
        let number = String(text[text.index(after: equals)...])
        guard let kind = Kind.all.first(where: { $0.name == name }) else {
            throw .unknownFault(name, nearest: NearestName.of(name, in: Kind.all.map(\.name)))
        }
        guard let probability = Double(number), (0...1).contains(probability) else { throw .badProbability(number, text: text) }
        self.init(kind, probability: probability)
    }
}
