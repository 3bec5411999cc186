import BatchCore
import ProviderSimulator
import Testing

@Suite("Limits")
struct LimitTests {
    @Test("Requests over the concurrency limit get status 429 at once, and a place becomes free when an answer ends")
    func concurrency() {
        var model = ProviderModel(options: SimulatorOptions.quick { $0.concurrency = 2 })
        let first = model.answer(Dialogue("one").request, at: noon)
        _ = model.answer(Dialogue("two").request, at: noon)
        let refused = model.answer(Dialogue("three").request, at: noon)
        #expect(refused.status == 429)
        #expect(refused.headDelay == .zero)
        model.finished(refused.ticket, at: noon)
        #expect(model.statistics.inFlight == 2)
        model.finished(first.ticket, at: noon)
        #expect(model.answer(Dialogue("three").request, at: noon).status == 200)
        #expect(model.statistics.peakInFlight == 2)
        #expect(model.statistics.limited == 1)
        #expect(model.statistics.replies == 3)
    }

    @Test("A request rate refills evenly, and the reported wait is long enough")
    func requestRate() throws {
        var model = ProviderModel(options: .quick { $0.requestsPerMinute = 60 })
        for index in 0..<60 { #expect(model.ask(Dialogue("x \(index)").request).status == 200) }
        let refused = model.ask(Dialogue("y").request)
        #expect(refused.status == 429)
        let wait = try #require(refused.header("retry-after").flatMap { Int($0) })
        #expect(model.ask(Dialogue("y").request, at: noon + .milliseconds(900)).status == 429)
        #expect(model.ask(Dialogue("y").request, at: noon + .seconds(wait)).status == 200)
    }

    @Test("A token rate counts input and output")
    func tokenRate() throws {
        var model = ProviderModel(options: .quick { $0.tokensPerMinute = 1_000 })
        let spent = try model.reply(to: Dialogue(String(repeating: "word ", count: 600))).total
        #expect(spent > 900)
        let second = Dialogue(String(repeating: "more ", count: 100)).request
        #expect(model.ask(second).status == 429)
        #expect(model.ask(second, at: noon + .seconds(60)).status == 200)
    }

    @Test("The wait is reported in the form that the options set", arguments: [
        (SimulatorOptions.RetryAfterForm.seconds, "retry-after", "2"),
        (.milliseconds, "retry-after-ms", "1500"),
        (.date, "retry-after", "Sat, 21 Nov 2026 12:00:02 GMT"),
    ])
    func retryForms(form: SimulatorOptions.RetryAfterForm, name: String, value: String) {
        var model = ProviderModel(options: .always(.status(429)) {
            $0.retryAfter = form
            $0.retryWait = .milliseconds(1_500)
        })
        let answer = model.ask(Dialogue("x").request)
        #expect(answer.header(name) == value)
        #expect(answer.headers.count == 2)
    }

    @Test("There is no wait if the options set none, nor with other errors")
    func noRetryHeader() {
        var silent = ProviderModel(options: .always(.status(429)) { $0.retryAfter = .never })
        #expect(silent.ask(Dialogue("x").request).headers.count == 1)
        var overloaded = ProviderModel(options: .always(.status(503)))
        #expect(overloaded.ask(Dialogue("x").request).headers.count == 1)
    }
}
