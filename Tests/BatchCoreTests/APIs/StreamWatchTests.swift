import BatchCore
import TestSupport
import Testing

@Suite("Streams while they come")
struct StreamWatchTests {
    /// Watches `text` after every byte, and returns the text received until the first token.
    private func firstToken(_ text: String) -> String? {
        var watch = StreamWatch()
        var body: [UInt8] = []
        for byte in text.utf8 {
            body.append(byte)
            watch.look(at: body)
            if watch.hasToken { return String(decoding: body, as: UTF8.self) }
        }
        return nil
    }

    @Test(
        "the first token is the first part of an answer, of reasoning or of a tool call",
        arguments: [
            #""content":"x""#, #""reasoning_content":"x""#, #""reasoning":"x""#, #""refusal":"x""#, #""tool_calls":[{"index":0}]"#,
            #""content":[{"type":"text","text":"x"}]"#,
        ])
    func tokens(delta: String) {
        let before = ": keep-alive\n\n" + chunk(#""role":"assistant","content":"""#) + chunk(#""content":null,"tool_calls":[]"#)
        #expect(firstToken(before + chunk(delta) + hello) == before + chunk(delta))
    }

    @Test("an answer without content has no first token")
    func none() {
        #expect(firstToken(chunk(#""content":"""#) + event(#"{"choices":[]}"#) + event("no JSON") + helloEnd + done) == nil)
        #expect(firstToken(completion(#""content":"x""#)) == nil)
        #expect(firstToken(#"{"error":"x"}"#) == nil)
    }

    @Test("events count, comments and blank lines do not; other bodies are not judged")
    func dataCounts() {
        var watch = StreamWatch()
        watch.look(at: Array("\n\n".utf8))
        #expect(watch.dataCount == 0)
        watch.look(at: Array("\n\n: keep-alive\n\n".utf8))
        #expect((watch.dataCount, watch.isStream) == (0, true))
        watch.look(at: Array("\n\n: keep-alive\n\ndata: {}\n\n".utf8))
        #expect(watch.dataCount == 2)
        var other = StreamWatch()
        other.look(at: Array("\n\n{".utf8))
        #expect(other.dataCount == nil)
        #expect(!other.isStream)
    }
}
