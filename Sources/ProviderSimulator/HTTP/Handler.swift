import BatchCore
import FlyingFox
import FlyingSocks
import Foundation

/// Passes requests from FlyingFox to the provider, and its answers back.
struct Handler: HTTPHandler {
    let server: SimulatorServer

    func handleRequest(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
        guard let body = try await Self.body(of: request) else {
            let refusal = Refusal(documented: 413)
            return FlyingFox.HTTPResponse(statusCode: Self.status(413), body: Data(refusal.body(in: .nested)))
        }
        let asked = BatchCore.HTTPRequest(
            method: request.method.rawValue, url: request.path,
            headers: request.headers.map { (name: $0.key.rawValue, value: $0.value) }, body: body)
        let (answer, place) = server.answer(asked)
        return try await play(answer, place, for: server.client(of: request))
    }

    /// Waits for the answer's head, and returns the response whose body plays the rest.
    private func play(_ answer: SimulatedAnswer, _ place: PlaceInFlight, for client: Client) async throws -> FlyingFox.HTTPResponse {
        if answer.headDelay > .zero { try await Task.sleep(for: answer.headDelay) }
        switch answer.ending {
        case .reset:
            client.prepareReset()
            place.release()
            return FlyingFox.HTTPResponse(webSocket: NoResponse())
        case .stalled(after: 0):
            try await client.waitUntilGone()
            place.release()
            return FlyingFox.HTTPResponse(webSocket: NoResponse())
        case .complete, .torn, .stalled:
            let body = AnswerBody(answer: answer, place: place, client: client)
            var headers = HTTPHeaders()
            for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
            // The length of one piece is known at the start; several are sent in chunks.
            return FlyingFox.HTTPResponse(
                statusCode: Self.status(answer.status), headers: headers,
                body: answer.pieces.count == 1
                    ? HTTPBodySequence(from: body, count: answer.bodyCount) : HTTPBodySequence(from: body))
        }
    }

    /// The body of a request; nil if it is too long. It is always read to its end, so that the connection stays usable.
    private static func body(of request: FlyingFox.HTTPRequest) async throws -> [UInt8]? {
        var body: [UInt8] = []
        var isTooLong = false
        for try await part in request.bodySequence {
            isTooLong = isTooLong || body.count + part.count > longestBody
            if isTooLong { body = [] } else { body += part }
        }
        return isTooLong ? nil : body
    }

    private static func status(_ code: Int) -> HTTPStatusCode {
        let phrase = switch code {
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 413: "Content Too Large"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        default: "Error"
        }
        return HTTPStatusCode(code, phrase: phrase)
    }

    private static let longestBody = Bounds.jobLine
}
