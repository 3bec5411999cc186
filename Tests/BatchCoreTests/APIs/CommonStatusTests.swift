import BatchCore
import Testing

@Suite("Errors of other servers")
struct CommonStatusTests {
    private static let custom = Provider.custom(baseURL: "http://127.0.0.1:8080/v1")

    @Test(
        "every status has a meaning without a word from the server",
        arguments: [
            (400, "rejected invalid_request"), (401, "account_stopped key_refused"), (402, "account_stopped insufficient_balance"),
            (403, "account_stopped access_denied"), (404, "account_stopped not_found"), (405, "account_stopped wrong_endpoint"),
            (407, "account_stopped wrong_endpoint"), (408, "transient request_timeout"), (409, "transient conflict"),
            (410, "account_stopped model_not_found"), (413, "rejected request_too_large"), (418, "rejected request_refused"),
            (422, "rejected invalid_parameters"), (424, "transient upstream_failed"), (425, "transient too_early"),
            (429, "throttled rate_limited"), (451, "rejected request_refused"), (498, "transient capacity_exceeded"),
            (500, "transient server_error"), (501, "transient server_error"), (502, "transient bad_gateway"),
            (503, "transient overloaded"), (504, "transient gateway_timeout"), (520, "transient edge_error"),
            (521, "transient edge_error"), (522, "transient edge_error"), (523, "transient edge_error"),
            (524, "transient gateway_timeout"), (529, "transient overloaded"), (599, "transient server_error"),
            (100, "transient unexpected_error"), (999, "transient unexpected_error"),
        ])
    func silent(status: Int, expected: String) {
        let found = outcome(Self.custom, status: status, "")
        #expect(found.summary == expected)
        #expect(found.failure?.httpStatus == status)
        #expect(found.failure?.message.isEmpty == false)
    }

    @Test("every status of an error has an entry at every provider", arguments: Provider.all.map(\.name))
    func complete(name: String) throws {
        let provider = try #require(Provider.named(name))
        for status in 400...599 { #expect(provider.errors.entry(status: status, text: "") != nil, "\(status)") }
    }

    @Test("llama.cpp loading its model is waited for without spending attempts")
    func loadingModel() {
        let body = #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#
        #expect(outcome(Self.custom, status: 503, body).summary == "throttled model_loading")
    }

    @Test("OpenRouter's price of one request is that job's matter")
    func cannotAfford() {
        let body = #"{"error":{"code":402,"message":"This request requires more credits, or fewer max_tokens. You can only afford 4000."}}"#
        #expect(outcome(Self.custom, status: 402, body).summary == "rejected request_too_expensive")
        #expect(outcome(Self.custom, status: 402, #"{"error":{"code":402,"message":"Insufficient credits"}}"#).name == "account_stopped")
    }

    @Test("input that moderation flags is that job's matter")
    func moderation() {
        let body = #"{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged"}}"#
        #expect(outcome(Self.custom, status: 403, body).summary == "rejected content_filtered")
    }

    @Test("on Azure the word for no money is a limit by the minute", arguments: ["openai", "custom"])
    func azure(name: String) {
        let url = "https://thing.openai.azure.com:443/openai/v1"
        let provider = Provider.named(name) ?? .custom(baseURL: url)
        let body = #"{"error":{"code":"insufficient_quota","message":"x"}}"#
        #expect(outcome(provider, baseURL: url, status: 429, body).summary == "throttled rate_limited")
        #expect(outcome(provider, baseURL: "https://azure.com.example/v1", status: 429, body).name == "account_stopped")
    }

    @Test("a redirect stops the account and names its target", arguments: [301, 302, 307, 308])
    func redirect(status: Int) {
        let found = outcome(Self.custom, status: status, headers: [("Location", "https://elsewhere/v1")], "")
        #expect(found.summary == "account_stopped redirected")
        #expect(found.failure?.message.contains("https://elsewhere/v1") == true)
        #expect(found.failure?.message.contains("check the base URL") == true)
    }
}
