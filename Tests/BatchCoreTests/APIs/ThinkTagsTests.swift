import TestSupport
import Testing

@testable import BatchCore

@Suite("Reasoning between tags in the text")
struct ThinkTagsTests {
    private func split(_ text: String, isCut: Bool = false) -> [String]? {
        ThinkTags.parts(of: Array(text.utf8), isCut: isCut).map { [$0.thoughts, $0.answer] }
    }

    @Test(
        "reasoning at the beginning is separated from the answer",
        arguments: [
            ("<think>hm</think>Paris.", "hm", "Paris."),
            ("<think>\nhm\n\nhm\n</think>\n\nParis.\n", "hm\n\nhm", "Paris."),
            ("\n \t\r\n<think> hm </think> Paris.", "hm", "Paris."),
            ("<think></think>Paris.", "", "Paris."),
            ("<think>\n\n</think>\n\nParis.", "", "Paris."),
            ("<think>hm</think>", "hm", ""),
            ("<think>hm</think>\n", "hm", ""),
            ("<think>5 < 6, and </thin is no tag</think>Yes: 5 < 6.", "5 < 6, and </thin is no tag", "Yes: 5 < 6."),
            ("<think>hé\u{0}中😀</think>😀", "hé\u{0}中😀", "😀"),
        ])
    func opened(text: String, thoughts: String, answer: String) { #expect(split(text) == [thoughts, answer]) }

    @Test(
        "if the template has opened it, the closing tag alone ends it",
        arguments: [
            ("hm\n</think>\n\nParis.", "hm", "Paris."),
            ("hm</think>\nParis.", "hm", "Paris."),
            ("hm\nhm</think>\r\nParis.", "hm\nhm", "Paris."),
            ("</think>\nParis.", "", "Paris."),
            ("</think>Paris.", "", "Paris."),
            ("\n\n</think>\n\nParis.", "", "Paris."),
            ("hm\n</think>Paris.", "hm", "Paris."),
            ("hm</think>", "hm", ""),
            ("The user adds.</think>The answer is 4.", "The user adds.", "The answer is 4."),
            (#"{"a": "no"}</think>{"a": 1}"#, #"{"a": "no"}"#, #"{"a": 1}"#),
            ("He said \"yes\"</think>Yes.", "He said \"yes\"", "Yes."), ("He said \"yes\"</think> Yes.", "He said \"yes\"", "Yes."),
            ("The list is [1,2]</think>[1,2]", "The list is [1,2]", "[1,2]"), ("(as asked.)</think>**Paris**", "(as asked.)", "**Paris**"),
            ("So it is 42</think>42", "So it is 42", "42"), ("So it is Paris</think>Paris it is.", "So it is Paris", "Paris it is."),
            ("好的，用户问候</think>你好", "好的，用户问候", "你好"), ("他说“好”</think>好的", "他说“好”", "好的"), ("用户问候。</think>你好", "用户问候。", "你好"),
            ("I may write ` once.</think>Paris.", "I may write ` once.", "Paris."),
            // A fence that the reasoning leaves open.
            ("So:\n```\nx = 1\n</think>\nIt is 1.", "So:\n```\nx = 1", "It is 1."),
            ("So:\n```\nx = 1\n</think>\n```\nx\n```\n", "So:\n```\nx = 1", "```\nx\n```"),
            ("I may write `</think>` later.\n</think>\nParis.", "I may write `</think>` later.", "Paris."),
            ("Is it </think> here?\n</think>\nParis.", "Is it </think> here?", "Paris."),
        ])
    func closedAlone(text: String, thoughts: String, answer: String) { #expect(split(text) == [thoughts, answer]) }

    @Test(
        "a tag that is only spoken of belongs to the answer",
        arguments: [
            "Paris.", "", " \n", "a < b", "<b>Paris</b>", "<thin", "</thin", "<think", "</think",
            "The model writes `<think>` and `</think>` around them.",
            "It ends with </think> in the middle of a line.", "The tag is called \"</think>\", I believe.",
            "The closing </think>-token ends the thoughts.", "Man schreibt „</think>“ am Ende.", "On écrit «</think>» à la fin.",
            "Write ‘</think>’ at the end.", "Use s.split('\\n</think>\\n')[1] there.", "|tag|for|\n|---|---|\n|</think>|closes|",
            "Either <b>x</b>/</think> or nothing.",
            "It is *</think>* or **</think>**.", "They write '</think>' there.", "x</think>y is what I saw",
            "The tag (</think>) ends them.", "The tag “</think>” ends them.", "First comes <think>, then comes </think>, and that is all.",
            "Write:\n```\n<think>\nhm\n</think>\n```\nand go on.",
            "Write:\n~~~xml\n</think>\n~~~",
            "    ```\n</think>\n    ```",
            "Say <think> to begin\n</think>\nand that is all.",
            "`</think>`\n", "Paris.<think>hm</think>", "Paris.\n<think>\nhm\n</think>\nMore.",
        ])
    func mentioned(text: String) { #expect(split(text) == nil) }

    @Test(
        "reasoning may quote the tag",
        arguments: [
            ("<think>I shall write `</think>` in code.</think>Yes.", "I shall write `</think>` in code.", "Yes."),
            ("<think>So:\n```\n<think>x</think>\n```\nGood.\n</think>\n\nYes.", "So:\n```\n<think>x</think>\n```\nGood.", "Yes."),
            // A fence without an end does not hide the answer.
            ("<think>So:\n```\nx\n</think>\n\nYes.", "So:\n```\nx", "Yes."),
            ("<think>a ` b</think>Yes.", "a ` b", "Yes."),
            ("<think>hm</think>See `</think>`.", "hm", "See `</think>`."),
        ])
    func quoted(text: String, thoughts: String, answer: String) { #expect(split(text) == [thoughts, answer]) }

    @Test("a text that was truncated during reasoning is all reasoning")
    func cut() {
        #expect(split("<think>hm, h", isCut: true) == ["hm, h", ""])
        #expect(split("<think>hm, h", isCut: false) == nil)
        // Without an opening tag it cannot be known.
        #expect(split("hm, h", isCut: true) == nil)
        #expect(split("<think>hm</think>Par", isCut: true) == ["hm", "Par"])
    }

    @Test("whatever is parted, no byte of it is lost but blank space and the tags")
    func nothingLost() {
        let pieces = ["<think>", "</think>", "\n", " ", "`", "```\n", "a", "é", "😀", "<", "x\n"]
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<4_000 {
            let text = (0..<Int(chance.next() % 12)).map { _ in pieces[Int(chance.next() % UInt64(pieces.count))] }.joined()
            for isCut in [false, true] {
                guard let parts = ThinkTags.parts(of: Array(text.utf8), isCut: isCut) else { continue }
                let solid: (String) -> [UInt8] = { $0.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") } }
                var rest = solid(text)
                if rest.starts(with: "<think>".utf8) { rest.removeFirst("<think>".utf8.count) }
                let (thoughts, answer) = (solid(parts.thoughts), solid(parts.answer))
                #expect(rest.starts(with: thoughts), "\(text.debugDescription)")
                rest.removeFirst(thoughts.count)
                if rest.starts(with: "</think>".utf8) { rest.removeFirst("</think>".utf8.count) }
                #expect(rest == answer, "\(text.debugDescription)")
            }
        }
    }

    @Test("reasoning in its own member is kept, and other providers' replies stay unchanged")
    func replies() {
        let tagged = #""content":"<think>hm</think>Paris.""#
        #expect(outcome(.together, completion(tagged)).reply?.content == "Paris.")
        #expect(outcome(.together, completion(tagged)).reply?.reasoning == "hm")
        #expect(outcome(.together, completion(tagged + #","reasoning":"""#)).reply?.reasoning == "hm")
        let both = outcome(.together, completion(tagged + #","reasoning":" hm\n""#)).reply
        #expect(both?.content == "Paris.")
        #expect(both?.reasoning == " hm\n")
        let other = outcome(.together, completion(tagged + #","reasoning":"well""#)).reply
        #expect(other?.content == "<think>hm</think>Paris.", "what stands nowhere else is left")
        #expect(other?.reasoning == "well")
        let text = #"{"choices":[{"index":0,"text":"It ends with </think>","finish_reason":"stop"}]}"#
        var frame = ReplyFrame(account: AccountID(0))
        frame.allowsEmptyReply = true
        let wire = WireFormat(accounts: [Account(provider: .vllm, key: nil, model: "m")])
        let response = HTTPResponse(status: 200, headers: [], body: Array(text.utf8))
        #expect(wire.outcome(of: response, in: frame, now: .epoch).reply?.content == "It ends with </think>", "a text has no thoughts")
        for provider in [Provider.deepseek, .openai] {
            #expect(outcome(provider, completion(tagged)).reply?.content == "<think>hm</think>Paris.")
        }
    }

    @Test("streamed, in whatever pieces, it means the same")
    func streamed() {
        let text = "<think>\nhm\n</think>\n\nParis."
        for length in [1, 3, 7, 40] {
            let body = stride(from: 0, to: text.count, by: length).map { start in
                var json: [UInt8] = []
                json.appendJSONString(String(text.dropFirst(start).prefix(length)))
                return chunk(#""content":"# + String(decoding: json, as: UTF8.self))
            }
            let reply = outcome(.vllm, body.joined() + helloEnd + done).reply
            #expect(reply?.content == "Paris.")
            #expect(reply?.reasoning == "hm")
        }
    }

    @Test("reasoning without an answer is no reply, unless the limit has cut it")
    func noAnswer() {
        let thoughts = #""content":"<think>hm</think>""#
        #expect(outcome(.vllm, completion(thoughts)).summary == "transient empty_reply")
        let cut = outcome(.vllm, completion(#""content":"<think>hm"# + #"""#, finishReason: "length")).reply
        #expect(cut?.content == "")
        #expect(cut?.reasoning == "hm")
        #expect(outcome(.mistral, completion(#""content":"<think>hm""#, finishReason: "model_length")).reply?.reasoning == "hm")
    }
}
