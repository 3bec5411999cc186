import FlyingFox
import FlyingSocks
import Foundation
import TestSupport

/// A server that quotes the request's credentials in its answer: in an error message, a page or a header.
struct QuotingServer {
    enum Manner: String, CaseIterable, Sendable {
        case refusal, badRequest, serverError, page, plainText, redirect, errorInSuccess, flatError, unknownMember
    }

    let baseURL: String
    private let server: HTTPServer
    private let running: Task<Void, any Error>

    init(_ manner: Manner) async throws {
        let handler = ClosureHTTPHandler { Self.answer(manner, credentials: $0.headers[.authorization] ?? "none") }
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled, handler: handler)
        let running = Task { try await server.run() }
        try await server.waitUntilListening(timeout: TimeInterval(Patience.limit.components.seconds))
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw Overdue(what: "a port") }
        (self.server, self.running) = (server, running)
        baseURL = "http://127.0.0.1:\(port)"
    }

    func stop() async {
        await server.stop()
        running.cancel()
    }

    private static func answer(_ manner: Manner, credentials: String) -> HTTPResponse {
        let words = "Incorrect credentials: \(credentials), or else (\(credentials.replacing("Bearer ", with: "")))"
        let error = "{\"error\":{\"message\":\"\(words)\",\"type\":\"\(credentials)\",\"code\":\"\(credentials)\"}}"
        func response(_ status: HTTPStatusCode, _ body: String) -> HTTPResponse { HTTPResponse(statusCode: status, body: Data(body.utf8)) }
        switch manner {
        case .refusal: return response(.unauthorized, error)
        case .badRequest: return response(.badRequest, error)
        case .serverError: return response(.internalServerError, error)
        case .page: return response(.badGateway, "<html><head><title>\(words)</title></head><body>\(words)</body></html>")
        case .plainText: return response(.serviceUnavailable, words)
        case .redirect:
            let target = "http://127.0.0.1:1/?key=\(credentials.replacing("Bearer ", with: ""))"
            return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: target]))
        case .errorInSuccess: return response(.ok, error)
        case .flatError: return response(.unprocessableContent, "{\"detail\":[{\"loc\":[\"\(credentials)\"],\"msg\":\"\(words)\"}]}")
        case .unknownMember: return response(.badRequest, "{\"\(credentials)\":{\"\(credentials)\":[\"\(words)\"]}}")
        }
    }
}
