import TestSupport
import Testing

@testable import BatchCore

@Suite("Token estimate")
struct TokenEstimateTests {
    private func tenths(_ text: String) -> Int { TokenEstimate.tenths(Array(text.utf8)[...]) }

    @Test("Characters count by their kind, and escapes as the characters that they encode")
    func characters() {
        #expect(tenths("abcd ") == 15)
        #expect(tenths("中文") == 12)
        #expect(tenths("é😀") == 12)
        #expect(tenths(#"a\n\"b"#) == 12)
        #expect(tenths(#"\u4e2d\u6587"#) == 12)
        #expect(tenths(#"\ud83d\ude00"#) == 6)
        #expect(tenths(#"\u0041"#) == 3)
    }

    @Test("Each round counts the history and the tools again")
    func rounds() {
        let turn = Turn(content: JSONText(string: "0123456789"))
        #expect(TokenEstimate.inputTokens(of: Job(id: "a", line: 1, turns: [turn, turn, turn])) == 3 + 6 + 9)
        let opening = JSONItems("11234567890123456789")
        #expect(TokenEstimate.inputTokens(of: Job(id: "a", line: 1, opening: opening, turns: [turn, turn])) == 9 + 12)
        var withTools = Job(
            id: "a", line: 1, turns: [turn, turn],
            parameters: Parameters([.init(name: "tools", value: JSONText("[1123456789, 1234567]"))]))
        // 21 characters beside the text in each round: 3 + 6.3, then 6 + 6.3.
        #expect(TokenEstimate.inputTokens(of: withTools) == 22)
        withTools.turns[1].parameters = Parameters([.init(name: "tools", value: JSONText("[]"))])
        #expect(TokenEstimate.inputTokens(of: withTools) == 16)
    }

    @Test("Only the texts of content parts count")
    func parts() {
        let content =
            #"[{"type":"text","text":"0123456789"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAAAAAAAAAAAAAA"}}]"#
        #expect(TokenEstimate.inputTokens(of: Job(id: "a", line: 1, turns: [Turn(content: JSONText(content))])) == 3)
    }
}
