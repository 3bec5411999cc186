import Testing

@testable import BatchCore

@Suite("Waits that servers ask for")
struct RequestedWaitTests {
    private func wait(_ headers: [(name: String, value: String)], status: Int = 429, body: String = "") -> Duration? {
        outcome(.custom(baseURL: "http://h"), status: status, headers: headers, body).failure?.wait
    }

    @Test(
        "every form is read",
        arguments: [
            ("7", 7.0), ("0.5", 0.5), ("0", 0), (" 12 ", 12), ("6m0s", 360), ("1s", 1), ("12ms", 0.012), ("2m59.56s", 179.56),
            ("1h30m", 5_400), ("1795219260", 60), ("1795219260.5", 60.5), ("1795219230000", 30),
            ("2026-11-21T00:01:00Z", 60), ("2026-11-21T01:00:30.250+01:00", 30.25),
            ("Sat, 21 Nov 2026 00:02:00 GMT", 120), ("Saturday, 21-Nov-26 00:02:00 GMT", 120), ("Sat Nov 21 00:02:00 2026", 120),
            ("Fri, 20 Nov 2026 23:00:00 GMT", 0), ("2026-11-20T00:00:00Z", 0), ("1700000000", 0),
        ])
    func forms(text: String, seconds: Double) throws {
        let found = try #require(wait([("Retry-After", text)]))
        #expect(abs(found.inSeconds - seconds) < 1e-6)
    }

    @Test("invalid waits are ignored", arguments: ["", "soon", "-1", "1e3", "6m0", "1..5", "Sat, 21 Nov 9999 00:00:00 GMT", "NaN", "inf"])
    func noForm(text: String) {
        #expect(wait([("retry-after", text)]) == nil)
    }

    @Test(
        "the message of a 429 is read if no header contains the wait",
        arguments: [
            ("Rate limit reached for gpt-5 on tokens per min (TPM): Limit 30000, Used 29000. Please try again in 1.656s. Visit us.", 1.656),
            ("Please try again in 20ms.", 0.02), ("Please try again in 6m0s, or later.", 360),
            ("No deployments available for selected model, Try again in 5 seconds. All are in cooldown.", 5),
            ("Please retry in 36.4s.", 36.4), ("Please retry in 2 minutes.", 120), ("try again in 300 milliseconds", 0.3),
            ("Please retry after 6 seconds.", 6), ("Try again in 5 sec", 5), ("Try again in 2 mins", 120), ("Try again in 5 s.", 5),
            ("Try again after 1 day", 86_400), ("Try again in 7 ms", 0.007),
            ("Try again in a while.", nil), ("Try again in 5", nil), ("Try again in", nil), ("again in 5 parsecs", nil),
            ("Used again in 4 places", nil), ("", nil),
        ] as [(String, Double?)])
    func spoken(message: String, seconds: Double?) throws {
        let body = #"{"error":{"message":"\#(message)","code":"rate_limit_exceeded"}}"#
        #expect(wait([], body: body).map { ($0.inSeconds * 1_000).rounded() } == seconds.map { $0 * 1_000 })
        #expect(wait([], status: 503, body: body) == nil)
        #expect(wait([("retry-after", "9")], body: body) == .seconds(9))
        let reset = wait([("x-ratelimit-reset-tokens", "6m0s")], body: body)
        #expect(reset.map { ($0.inSeconds * 1_000).rounded() } == (seconds ?? 360) * 1_000)
    }

    @Test("a number of any size does no harm", arguments: ["999999999999999999999999", "9999999999999", "1000000000"])
    func huge(text: String) throws {
        #expect(try #require(wait([("retry-after", text)])) >= .zero)
        #expect(try #require(wait([("retry-after-ms", text)])) >= .zero)
    }

    @Test("milliseconds override seconds, and the server's own headers those that a gateway passes on")
    func order() {
        let all = [
            ("x-ratelimit-reset", "40"), ("llm_provider-retry-after", "30"), ("Retry-After", "20"), ("Retry-After-Ms", "1500"),
        ]
        let body = #"{"error":{"message":"x","retry_after":35}}"#
        #expect(wait(all, body: body) == .milliseconds(1_500))
        #expect(wait(Array(all.dropLast()), body: body) == .seconds(20))
        #expect(wait(Array(all.dropLast(2)), body: body) == .seconds(30))
        #expect(wait(Array(all.dropLast(3)), body: body) == .seconds(35))
        #expect(wait(Array(all.dropLast(3))) == .seconds(40))
        #expect(wait([]) == nil)
    }

    @Test("a header that cannot be read leaves the word to the next")
    func unreadable() {
        #expect(wait([("retry-after-ms", "x"), ("retry-after", "soon"), ("llm_provider-retry-after", "7")]) == .seconds(7))
    }

    @Test(
        "the body may tell",
        arguments: [
            #"{"error":{"message":"x","availability":{"retryable":true,"retry_after":9}}}"#, #"{"error":{"retry_after":"9"}}"#,
            #"{"error":{"metadata":{"retry_after":9.0}}}"#, #"{"message":"x","retry_after":9}"#, #"{"error":"x","retry_after":"9s"}"#,
        ])
    func inBody(body: String) {
        #expect(wait([], body: body) == .seconds(9))
    }

    @Test("headers of limits count for status 429 alone")
    func resetOnlyWhenLimited() {
        let headers = [("x-ratelimit-reset", "4")]
        #expect(wait(headers) == .seconds(4))
        #expect(wait(headers, status: 503) == nil)
        #expect(wait([("retry-after", "4")], status: 503) == .seconds(4))
    }

    @Test("a limit that is used up is waited for, others are not")
    func usedUp() {
        let headers = [
            ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "6m0s"),
            ("x-ratelimit-remaining-tokens", "149984"), ("x-ratelimit-reset-tokens", "12ms"),
        ]
        #expect(wait(headers) == .seconds(360))
    }

    @Test("if two limits are used up, the longer wait counts; if none is known to be, the shorter")
    func several() {
        let resets = [("x-ratelimit-reset-requests", "2s"), ("x-ratelimit-reset-tokens", "1m0s")]
        #expect(wait(resets) == .seconds(2))
        #expect(wait(resets + [("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-remaining-tokens", "0")]) == .seconds(60))
    }

    @Test("Azure's remainder of -1 means unknown")
    func unknownRemainder() {
        #expect(wait([("x-ratelimit-remaining-requests", "-1"), ("x-ratelimit-reset-requests", "0")]) == nil)
    }

    @Test("resets of other families are known")
    func families() {
        #expect(wait([("llm_provider-x-ratelimit-reset-requests", "8s")]) == .seconds(8))
        #expect(wait([("anthropic-ratelimit-tokens-reset", "2026-11-21T00:00:08Z")]) == .seconds(8))
        #expect(wait([("RateLimit-Reset", "8")]) == .seconds(8))
        #expect(wait([("X-RateLimit-Reset", "1795219208000")]) == .seconds(8))
    }

    @Test("a failure that is not waited out has no wait")
    func noWaitWhenFinal() {
        #expect(wait([("retry-after", "5")], status: 400) == nil)
        #expect(wait([("retry-after", "5")], status: 401) == nil)
    }

    @Test("an error inside a success names its own status for this")
    func insideSuccess() {
        #expect(wait([("x-ratelimit-reset", "4")], status: 200, body: #"{"error":{"code":429,"message":"x"}}"#) == .seconds(4))
    }
}
