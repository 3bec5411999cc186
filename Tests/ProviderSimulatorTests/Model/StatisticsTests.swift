import BatchCore
import ProviderSimulator
import Testing

@Suite("Statistics")
struct StatisticsTests {
    @Test("Requests, replies by round, faults, tokens and dollars are counted, and reported as JSON")
    func ledger() throws {
        var model = ProviderModel(options: .quick {
            $0.faults = [Fault(.status(500), probability: 0.3), Fault(.slowHeaders, probability: 0.2)]
        })
        var (prompt, cached, completion) = (0, 0, 0)
        for job in 0..<10 {
            var dialogue = Dialogue("job \(job)")
            for round in 1...3 {
                var answer = model.ask(dialogue.request)
                while answer.status != 200 { answer = model.ask(dialogue.request) }
                let reply = try Completed(answer.wholeBody)
                prompt += reply.prompt
                cached += reply.hit
                completion += reply.completion
                dialogue.goOn(after: reply, saying: "next \(round)")
            }
        }
        let statistics = model.statistics
        #expect(statistics.replies == 30)
        #expect(statistics.repliesByRound == [1: 10, 2: 10, 3: 10])
        let errors = try #require(statistics.faults["500"])
        #expect(errors > 0)
        #expect(statistics.requests == 30 + errors)
        #expect(statistics.promptTokens == prompt)
        #expect(statistics.cachedTokens == cached)
        #expect(statistics.completionTokens == completion)
        let cost = (Double(cached) * 0.003 + Double(prompt - cached) * 0.15 + Double(completion) * 0.6) / 1e6
        #expect(abs(statistics.cost - cost) < 1e-9)

        let root = try JSONDocument(model.ask(page("/simulator/statistics")).wholeBody).root
        #expect(root["requests"]?.int == statistics.requests)
        #expect(root["replies"]?.int == 30)
        #expect(root["replies_by_round"]?["2"]?.int == 10)
        #expect(root["faults"]?["500"]?.int == errors)
        #expect(root["in_flight"]?.int == 0)
        #expect(root["peak_in_flight"]?.int == 1)
    }
}
