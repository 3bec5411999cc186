import BatchCore
import Testing

@Suite("Text patterns")
struct TextPatternTests {
    @Test(
        "A pattern is found anywhere, as ECMA-262 reads it",
        arguments: [
            ("b", "abc"), ("^b$", "b"), ("", "x"), ("a.c", "xabcx"), (#"\d{4}-\d\d"#, "in 2026-01"), (#"^\S+@\S+$"#, "a@b.c"),
            ("(?i)yes", "YES"), (#"(?<n>.)\k<n>"#, "noon"), (#"^(?!no)"#, "yes"),
            (#"\bcat\b"#, "a cat."), (#"\bt"#, "can't"), (#"a\b"#, "aé"), ("x*?y", "xxy"),
            (#"\u00e9"#, "é"), ("é", "é"), ("^.$", "😀"), (#"^\ud83d\ude00$"#, "😀"), (#"\u{1F600}"#, "😀"), (#"\cJ"#, "\n"), (#"\x41"#, "A"),
            ("^e\u{301}?$", "e"), ("^[\u{300}-\u{36F}]$", "\u{301}"), (#"\p{Script=Greek}"#, "α"), (#"\p{L}"#, "é"), (#"\é"#, "é"),
            ("[[]", "["), ("[^[\\]]", "a"), ("^[[a]]$", "[]"), ("^[a&&b]$", "&"), ("^[+--]$", ","), ("^[--/]$", "."), ("^[a~~]$", "~"),
            (#"^[\w-.]+$"#, "a-.b"), ("^[a-]$", "-"), ("^[-a]$", "-"), ("[^]", "\n"), (#"[\b]"#, "\u{8}"), ("<{a}>", "<{a}>"),
            ("a{,", "a{,"), ("#", "#"), (" ", " "), ("\"", "\""), (#"\/"#, "/"), (#"\-"#, "-"),
        ])
    func matches(pattern: String, text: String) throws {
        let pattern = try TextPattern(pattern)
        #expect(pattern.matches(text))
    }

    @Test(
        "Texts that a pattern does not match",
        arguments: [
            ("^b", "ab"), ("a.c", "a\nc"), ("b$", "b\n"), ("^b$", "a\nb"), (#"\d"#, "٣"), (#"\w"#, "é"), ("é", "e\u{301}"),
            ("^.$", "e\u{301}"),
            ("[]", ""), ("[]", "]"), ("^[a-c]$", "-"), ("^[[a]]$", "a"), ("yes", "YES"), ("^[0-9]+$", "1\u{301}"), (#"\bé"#, "é"),
        ])
    func differs(pattern: String, text: String) throws {
        let pattern = try TextPattern(pattern)
        #expect(!pattern.matches(text))
    }

    @Test(
        "An invalid pattern is an error with the reason",
        arguments: [
            ("(", "expected ')'"), ("[a", "expected ']'"),
            ("a{2,1}", "range lower bound '2' must be less than or equal to upper bound '1'"),
            ("[b-a]", "character 'b' must compare less than or equal to 'a'"), (#"\p{Foo}"#, "unknown character property 'Foo'"),
            ("(?<=a)b", "lookbehind is not currently supported"), ("*", "quantifier '*' must appear after expression"), (#"\"#, nil),
        ])
    func errors(pattern: String, message: String?) throws {
        let error = try #require(throws: TextPatternError.self) { try TextPattern(pattern) }
        if let message { #expect(error.message == message) }
        #expect(!error.message.isEmpty)
    }

    @Test("Deep nesting is refused, not a crash")
    func nesting() {
        #expect(throws: TextPatternError.self) { try TextPattern(String(repeating: "(", count: 10_000)) }
        #expect(throws: TextPatternError.self) { try TextPattern(String(repeating: "[", count: 10_000)) }
    }

    @Test("The source is kept as it was written, and many may use one pattern at once")
    func shared() async throws {
        let pattern = try TextPattern(#"^(\w+) [[]é\]$"#)
        #expect(pattern.source == #"^(\w+) [[]é\]$"#)
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask { pattern.matches(index.isMultiple(of: 2) ? "word [é]" : "word é]") == index.isMultiple(of: 2) }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
