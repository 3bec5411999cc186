import BatchCore
import Testing

@Suite("HTTP messages")
struct HTTPMessageTests {
    private let response = HTTPResponse(
        status: 429, headers: [("Retry-After", "7"), ("x-request-id", "one"), ("X-REQUEST-ID", "two"), ("x-é", "3")], body: [])

    @Test(
        "A header is found in whatever case it is asked for and sent",
        arguments: [
            ("retry-after", "7"), ("Retry-After", "7"), ("RETRY-AFTER", "7"), ("X-Request-Id", "one"), ("x-request-id", "one"),
            ("retry", nil), ("retry_after", nil), ("", nil), ("X-é", "3"), ("X-É", nil),
        ] as [(String, String?)])
    func headers(name: String, value: String?) {
        #expect(response.header(name) == value)
    }
}
