import BatchCore
import Testing

@Suite("Account pages: models and balance")
struct AccountPagesTests {
    private let account = Account(provider: .deepseek, key: Secret("sk-secret-of-mine"))
    private let now = Instant(seconds: 1_795_000_000)

    private func response(_ body: String, status: Int = 200) -> HTTPResponse { HTTPResponse(status: status, body: Array(body.utf8)) }

    @Test("Requests go to the documented paths, with the key in their header alone")
    func requests() throws {
        let models = try #require(AccountPages.modelsRequest(account))
        #expect(models.method == "GET" && models.url == "https://api.deepseek.com/models" && models.body.isEmpty)
        #expect(models.headers.contains { $0.name == "authorization" && $0.value == "Bearer sk-secret-of-mine" })
        #expect(AccountPages.balanceRequest(account)?.url == "https://api.deepseek.com/user/balance")
        #expect(AccountPages.balanceRequest(Account(provider: .openai, key: nil)) == nil)
        #expect(AccountPages.modelsRequest(Account(provider: .custom(baseURL: "http://127.0.0.1:1"), key: nil)) == nil)
    }

    @Test("Models are read from an object with data, and from a bare list")
    func models() {
        for body in [#"{"object":"list","data":[{"id":"a"},{"id":"b"}]}"#, #"[{"id":"a"},{"id":"b"}]"#] {
            guard case .content(let names) = AccountPages.models(in: response(body), account: account, now: now) else {
                Issue.record("\(body) was not read")
                continue
            }
            #expect(names == ["a", "b"])
        }
    }

    @Test("A balance keeps the provider's spelling of its amounts")
    func balance() {
        let body = """
            {"is_available":true,"balance_infos":[{"currency":"CNY","total_balance":"110.00","granted_balance":"10.00",
            "topped_up_balance":"100.00"}]}
            """
        guard case .content(let balance) = AccountPages.balance(in: response(body), account: account, now: now) else {
            Issue.record("another case")
            return
        }
        #expect(balance.isAvailable)
        #expect(balance.amounts == [.init(currency: "CNY", total: "110.00", granted: "10.00", toppedUp: "100.00")])
    }

    @Test("A refused key and an empty balance are distinguished from a missing page")
    func refusals() {
        let refused = #"{"error":{"message":"Authentication Fails (sk-secret-of-mine)","type":"authentication_error"}}"#
        guard case .refused(let failure) = AccountPages.models(in: response(refused, status: 401), account: account, now: now) else {
            Issue.record("another case")
            return
        }
        #expect(failure.code == "key_refused" && !failure.message.contains("sk-secret"))
        for (body, status) in [("oops", 500), ("", 404), (#"{"error":"no"}"#, 405), ("<html></html>", 200), ("{}", 200), ("[1", 200)] {
            guard case .unreadable = AccountPages.models(in: response(body, status: status), account: account, now: now) else {
                Issue.record("\(status) \(body)")
                continue
            }
        }
    }
}
