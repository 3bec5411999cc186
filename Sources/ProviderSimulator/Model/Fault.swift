import BatchCore

/// Something that goes wrong with a share of the requests.
package struct Fault: Hashable, Sendable {
    package var kind: Kind
    /// The share of requests that meet it: 0 for none, 1 for all.
    package var probability: Double

    package init(_ kind: Kind, probability: Double) { (self.kind, self.probability) = (kind, probability) }

    package enum Kind: Hashable, Sendable {
        /// An error status with the body that providers document for it.
        case status(Int)
        /// The connection is reset without a response.
        case reset
        /// The response never comes, or stops in the middle and never goes on.
        case stall
        /// The connection closes in the middle of the body.
        case torn
        /// The reply is good, but its head takes ``SimulatorOptions/slowHeaders`` longer.
        case slowHeaders
        /// Status 200 with no choices.
        case empty
        /// Status 200 with a message whose content is null.
        case nullContent
        /// Status 200 with half a reply and the finish reason `insufficient_system_resource`
        /// (https://api-docs.deepseek.com/api/create-chat-completion).
        case insufficientResource
        /// Status 200 with an error for a body, as OpenRouter sends it once a response has begun
        /// (https://openrouter.ai/docs/api-reference/errors).
        case errorIn200
        /// Status 502 with a page of HTML from a gateway.
        case html
        /// The reply is good, but blank lines come before it (https://api-docs.deepseek.com/quick_start/rate_limit).
        case blankLines
        /// Half a stream, then an error in place of the next chunk and the end, as LiteLLM's proxy sends it. For a request that
        /// asks for no stream the same as ``errorIn200``.
        case streamError
        /// Status 200, and then nothing but what keeps the connection alive: comments in a stream, else blank lines.
        case onlyComments
        /// Status 200 and a complete transfer of a body that breaks off in the middle of the JSON.
        case truncatedJSON
        /// A reply that calls functions, the first of them with arguments that are no JSON. Replies in words do not meet it.
        case badArguments
        /// A reply that calls functions, the first of them one that the request does not have. Replies in words do not meet it.
        case unknownFunction
        /// A reply that is to be a JSON object, and is half of one. Other replies do not meet it.
        case invalidJSON

        /// A response (of the Responses API) whose status is `failed`, with an error of the server's. Other replies do not meet it.
        case failed
        /// A response that is completed and has no output. Other replies do not meet it.
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

        /// All kinds that any request can meet, statuses first.
        package static let known: [Kind] =
            statuses.map(Kind.status) + [
                .reset, .stall, .torn, .slowHeaders, .empty, .nullContent, .insufficientResource, .errorIn200, .html, .blankLines,
                .streamError, .onlyComments, .truncatedJSON,
            ]
        /// The kinds that only some requests can meet: the model does not do well what they ask for.
        package static let ofModel: [Kind] = [.badArguments, .unknownFunction, .invalidJSON]
        /// The kinds that only responses of the Responses API can meet.
        package static let ofResponses: [Kind] = [.failed, .emptyOutput]
        package static let all = known + ofModel + ofResponses

        /// Whether the client gets a whole reply in spite of it, even if what the model says is of no use.
        var leavesReplyWhole: Bool { [.slowHeaders, .blankLines].contains(self) || Self.ofModel.contains(self) }
    }
}

extension Fault {
    /// Why a text names no fault.
    package enum TextError: Error, Hashable, Sendable, CustomStringConvertible {
        case noProbability(String)
        case badProbability(String, text: String)
        case unknownFault(String, nearest: String?)

        package var description: String {
            switch self {
            case .noProbability(let text):
                "The fault '\(text)' does not say how often it happens; write it as \(text.isEmpty ? "503" : text)=0.05."
            case .badProbability(let probability, let text):
                "'\(probability)' in the fault '\(text)' is no probability; write a number from 0 to 1, such as 0.05."
            case .unknownFault(let name, let nearest?): "There is no fault '\(name)'; '\(nearest)' is the nearest."
            case .unknownFault(let name, nil):
                "There is no fault '\(name)'; known are \(Kind.all.map(\.name).joined(separator: ", "))."
            }
        }
    }

    /// Reads a fault as the command line has it: `503=0.05`, `stall=0.001`.
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
