import BatchCore
import ProviderSimulator
import Testing

@Suite("Sessions of LiteLLM's proxy")
struct SessionTests {
    private func request(_ base: String, header: String? = nil, more: String = "") -> HTTPRequest {
        var request = Dialogue("x", more: more).request(of: base)
        if let header { request.headers.append((name: "X-LiteLLM-Session-Id", value: header)) }
        return request
    }

    @Test("A session is read from the header or the body, the header first")
    func places() throws {
        var model = ProviderModel(options: .quick())
        let bodies = [
            #""litellm_session_id":"session-b""#, #""metadata":{"litellm_session_id":"session-c"}"#,
            #""metadata":{"session_id":"session-d"}"#,
        ]
        for body in bodies { _ = model.ask(request("/litellm/v1", more: body)) }
        for body in bodies + [""] { _ = model.ask(request("/litellm/v1", header: "session-a", more: body)) }
        _ = model.ask(request("/litellm/v1"))
        _ = model.ask(request("/deepseek", header: "session-e"))
        #expect(model.statistics.requestsBySession == ["session-a": 4, "session-b": 1, "session-c": 1, "session-d": 1])
        let root = try JSONDocument(model.ask(page("/simulator/statistics")).wholeBody).root
        #expect(root["sessions"]?.int == 4)
        #expect(root["requests_by_session"]?["session-a"]?.int == 4)
        #expect(root["requests_by_provider"]?["litellm"]?.int == 8)
    }

    @Test("Only a limited number of sessions is counted separately")
    func bounded() {
        var model = ProviderModel(options: .quick())
        let most = SimulatorStatistics.mostSessions
        // Refused because of missing messages, but counted.
        for index in 0..<(most + 5) {
            _ = model.ask(
                HTTPRequest(
                    url: "http://127.0.0.1/litellm/v1/chat/completions", headers: [],
                    body: Array(#"{"litellm_session_id":"\#(index)"}"#.utf8)))
        }
        _ = model.ask(request("/litellm/v1", header: "0"))
        #expect(model.statistics.requestsBySession.count == most)
        #expect(model.statistics.requestsBySession["0"] == 2)
        #expect(model.statistics.requestsOfFurtherSessions == 5)
    }
}
