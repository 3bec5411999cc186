import TestSupport
import Testing

@testable import BatchCore

@Suite("Bodies of errors")
struct ErrorBodyTests {
    @Test(
        "every shape gives its words",
        arguments: [
            (#"{"error":{"message":"the words","type":"t","param":null,"code":"c"}}"#, "the words"),
            (#"{"object":"error","message":"the words","type":"t","code":400}"#, "the words"),
            (#"{"error":"the words"}"#, "the words"),
            (#"{"error":"invalid_request","message":"the words"}"#, "the words"),
            (#"{"error":null,"message":"the words"}"#, "the words"),
            (#"{"detail":"the words"}"#, "the words"),
            (
                #"{"detail":[{"loc":["body","messages",0,"role"],"msg":"field required","type":"missing"},{"msg":"and more"}]}"#,
                "body.messages.0.role: field required; and more"
            ),
            (#"{"object":"error","message":{"detail":[{"loc":["body"],"msg":"the words"}]},"type":"x"}"#, "body: the words"),
            (#"{"message":"the words"}"#, "the words"),
            (#"[{"error":{"code":400,"message":"the words"}}]"#, "the words"),
            (
                #"{"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"the words"}}}"#,
                "Provider returned error: the words"
            ),
            (#"{"unknown":"shape"}"#, #"{"unknown":"shape"}"#),
            (#"{"error":{"message":"","code":"x"}}"#, #"{"error":{"message":"","code":"x"}}"#),
            (
                "<!DOCTYPE html><html><head><style>p{}</style><title>\n502 Bad\nGateway </title></head><body>x</body></html>",
                "502 Bad Gateway"
            ),
            ("<html><script>let a = 1</script><body><h1>Not</h1> <p>here</p></body></html>", "Not here"),
            ("  upstream connect error\r\n or reset ", "upstream connect error or reset"),
            ("of two\u{85}lines,\u{2028}and\u{2029}\u{9B}2J more", "of two lines, and 2J more"),
            (#"{"error":{"message":"cut of"#, #"{"error":{"message":"cut of"#),
        ])
    func words(body: String, expected: String) {
        #expect(ErrorBody(Array(body.utf8)).message == expected)
        #expect(outcome(status: 400, body).failure?.message == expected)
    }

    @Test("a message at the bottom of many levels is found, and costs no more than its length")
    func nested() {
        let levels = 200
        let body = String(repeating: #"{"error":"#, count: levels) + #""the words""# + String(repeating: "}", count: levels)
        #expect(ErrorBody(Array(body.utf8)).message == "the words")
    }

    @Test("a body without words is spoken for by the table", arguments: ["", " \n", "{}", "[]", "<html></html>", "\u{7F}\u{85}"])
    func silent(body: String) {
        #expect(outcome(status: 402, body).failure?.message == "Insufficient Balance: The account's balance is used up.")
    }

    @Test("the status in the body may be a number or a string")
    func status() {
        let bodies = [
            #"{"error":{"code":429}}"#, #"{"error":{"code":"429"}}"#, #"{"error":{"status":429}}"#, #"{"object":"error","code":429}"#,
        ]
        for body in bodies {
            #expect(ErrorBody(Array(body.utf8)).status == 429)
        }
        #expect(ErrorBody(Array(#"{"error":{"code":"invalid_request_error","status":"FAILED"}}"#.utf8)).status == nil)
        #expect(ErrorBody(Array(#"{"error":{"code":200}}"#.utf8)).status == nil)
    }

    @Test("a long text is cut to its bound")
    func bounded() throws {
        let words = String(repeating: "word ", count: 2_000_000)
        for body in [#"{"error":{"message":"\#(words)"}}"#, words, "<html>" + words] {
            let message = try #require(outcome(status: 400, body).failure?.message)
            #expect(message.count == Bounds.errorText + 1)
            #expect(message.hasPrefix("word word") && message.hasSuffix("…"))
        }
        let character = "a" + String(repeating: "\u{301}", count: 100_000)
        let message = try #require(outcome(status: 400, character).failure?.message)
        #expect(message.utf8.count <= Bounds.errorText * 4 + 3)
    }

    @Test("the account's key is in no message")
    func keyHidden() throws {
        let bodies = [
            #"{"error":{"message":"Incorrect API key provided: \#(testKey)."}}"#, "bad key \(testKey)", "<title>\(testKey)</title>",
            #"{"unknown":"\#(testKey)"}"#, #"{"choices":[],"message":"\#(testKey)"}"#, #"{"error":{"code":500,"message":"\#(testKey)"}}"#,
            completion(#""content":null,"refusal":"\#(testKey)""#), "a mark behind \(testKey)\u{301}", "a mark before \u{301}\(testKey)",
        ]
        for body in bodies {
            for status in [200, 302, 400, 401, 429, 500, 777] {
                let found = outcome(status: status, headers: [("location", "https://h/?key=" + testKey)], body)
                guard let message = found.failure?.message else { continue }
                #expect(!message.utf8.contains(testKey.utf8), "\(status): \(message)")
            }
        }
        #expect(outcome(status: 401, bodies[0]).failure?.message == "Incorrect API key provided: ••••.")
    }
}
