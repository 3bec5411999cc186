import BatchCore
import Testing

@Suite("HTTP responses")
struct HTTPResponseTests {
    @Test(
        "A header is found whatever the case of either name", arguments: ["retry-after", "Retry-After", "RETRY-AFTER"],
        ["retry-after", "Retry-After", "rEtRy-aFtEr"])
    func headers(sent: String, asked: String) {
        let response = HTTPResponse(status: 429, headers: [("Retry", "1"), (sent, "7"), ("retry-after", "9")], body: [])
        #expect(response.header(asked) == "7")
        #expect(response.header("retry-aftes") == nil)
    }
}
