import BatchCore
import TestSupport
import Testing

@Suite("Reasoning that arrives in pieces")
struct ReasoningDetailTests {
    private func items(_ chunks: String...) -> String? {
        let body =
            chunks.map { chunk(#""reasoning_details":\#($0)"#) }.joined()
            + helloEnd.replacing(#""delta":{}"#, with: #""delta":{"content":"Hi"}"#)
        return outcome(.openrouter, body + done).reply?.reasoningItems?.description
    }

    @Test("texts of one number are one, whatever came between")
    func numbered() {
        let found = items(
            #"[{"type":"reasoning.text","text":"a \ud83d","signature":null,"id":"t","index":0}]"#,
            #"[{"type":"reasoning.summary","summary":"S","index":1},{"type":"reasoning.text","text":"\ude00","index":0}]"#,
            #"[{"type":"reasoning.summary","summary":"um","index":1}]"#, #"[{"type":"reasoning.text","signature":"sig","index":0}]"#)
        #expect(
            found == #"[{"type":"reasoning.text","text":"a \ud83d\ude00","signature":"sig","id":"t","index":0},"#
                + #"{"type":"reasoning.summary","summary":"Sum","index":1}]"#)
    }

    @Test("without numbers, a text continues the previous one of the same type")
    func unnumbered() {
        let found = items(
            #"[{"type":"reasoning.text","text":"a"}]"#, #"[{"type":"reasoning.text","text":"b"}]"#,
            #"[{"type":"reasoning.encrypted","data":"x"}]"#, #"[{"type":"reasoning.text","text":"c"}]"#)
        #expect(
            found == #"[{"type":"reasoning.text","text":"ab"},{"type":"reasoning.encrypted","data":"x"},"#
                + #"{"type":"reasoning.text","text":"c"}]"#)
    }

    @Test("encrypted reasoning arrives whole, and two with one number are two")
    func encrypted() {
        let one = #"{"type":"reasoning.encrypted","data":"x","id":"call_1","index":0}"#
        let other = #"{"type":"reasoning.encrypted","data":"y","id":"call_2","index":0,"more":[1.0, {"a":"b"}]}"#
        #expect(items("[\(one)]", "[\(other)]") == "[\(one),\(other)]")
    }

    @Test("members of later pieces are added, and earlier members stay")
    func laterMembers() {
        let found = items(
            #"[{"type":"reasoning.text","text":"a","format":"f","index":0}]"#,
            #"[{"type":"reasoning.text","text":"b","format":"g","id":"late","signature":"s","index":0}]"#,
            #"[{"type":"reasoning.text","signature":"t","index":0}]"#)
        #expect(found == #"[{"type":"reasoning.text","text":"ab","format":"f","index":0,"signature":"s","id":"late"}]"#)
    }

    @Test("a piece that is not an object, or not in a list, adds nothing", arguments: ["null", "[]", "[1]", #""x""#, "{}"])
    func strange(value: String) { #expect(items(value) == nil) }

    @Test("an answer that was not streamed has them as they came")
    func whole() {
        let details = #"[{"type":"reasoning.text","text":"a","index":0},{"type":"reasoning.text","text":"b","index":0}]"#
        let reply = outcome(.openrouter, completion(#""content":"Hi","reasoning_details":\#(details)"#)).reply
        #expect(reply?.reasoningItems?.description == details)
    }
}
