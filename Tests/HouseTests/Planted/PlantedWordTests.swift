import Testing

@Suite("The rules of words find what is planted")
struct PlantedWordTests {
    private func count(_ text: String, path: String = "Sources/BatchCore/JSON/A.swift") -> [String: Int] {
        WordRules.counts([SourceFile(path: path, text: text)]).filter { $0.value > 0 }
    }

    @Test("A hard word in a comment, a literal and a document", arguments: WordRules.phrases.map(WordRules.name))
    func words(phrase: String) {
        #expect(count("/// A \(phrase) b.") == [phrase: 1])
        #expect(count("/* \(phrase)\n*/ let a = 1") == [phrase: 1])
        #expect(count("let a = \"\(phrase) \\(b)\"") == [phrase: 1])
        #expect(count("let a = \"\"\"\n    \(phrase)\n    \"\"\"") == [phrase: 1])
        #expect(count("A \(phrase), `b`.", path: "docs/a.md") == [phrase: 1])
        #expect(count("A \(phrase).", path: "CHANGELOG.md") == [phrase: 1])
        #expect(count("A \(phrase).", path: "Tests/CommandTests/Golden/a.txt").isEmpty)
        #expect(count("let a = \"\\n\(phrase)\" // x\(phrase)x") == [phrase: 1])
    }

    @Test(
        "Words of the code, of SQL, and parts of other words",
        arguments: [
            "for a in b where c {}", "let a = \"SELECT b FROM c WHERE d\"", "let a = \"\\(f { where })\"", "let whom = nobody.tells",
            "// nowhere, elsewhere, anewer, a bearsome", "// of it own", "// one of these",
        ])
    func others(text: String) {
        #expect(count(text).isEmpty)
    }

    @Test("A phrase over two lines, and capitals at the beginning of a sentence")
    func shapes() {
        #expect(count("/// A part of its\n    /// own.") == ["of its own": 1])
        #expect(count("// Where a is, nobody's b. Whom? Of these, one of its.") == ["where": 1, "nobody": 1, "whom": 1, "Of": 1])
        #expect(count("# A\n\n```swift\na where b\n```\n\n```json\n\"where\"\n```\n", path: "docs/a.md") == ["where": 1])
    }

    @Test("The numbers fall, and a number that is too high is said")
    func ratchet() {
        let places = WordRules.places([SourceFile(path: "a.md", text: "whom\nwhom"), SourceFile(path: "b.md", text: "whom")])
        let written = ["whom": 2, "anew": 1]
        let (more, fewer) = WordRatchet.faults(places, written: written) { $0 == "a.md" ? 9 : 1 }
        #expect(more == ["\"whom\" stands 3 times, more than 2. The files changed last: b.md:1, a.md:1, a.md:2"])
        #expect(fewer == ["\"anew\" stands 0 times and not 1: write this down"])
        #expect(WordRatchet.faults(places, written: ["whom": 3]).more.isEmpty)
    }

    @Test("Known faults become fewer")
    func known() {
        let faults = ["Sources/A/B.swift:1: x", "Sources/A/C.swift:2: y", "Sources/D/E.swift:3: z"]
        let known = ["r: Sources/A": 2, "r: Sources/F": 1, "s: Sources/G": 1]
        let (more, notes) = KnownFaults.excess(faults, of: "r", known: known)
        #expect(more == ["Sources/D/E.swift:3: z"])
        #expect(notes == ["r: Sources/F: 0 are left of 1: write this down"])
        #expect(KnownFaults.excess(faults, of: "r", known: ["r: Sources/A": 1, "r: Sources/D": 1]).faults.count == 3)
    }

    @Test(
        "An option's name in a literal of the library",
        arguments: [
            ("let a = \"raise --idle-timeout\"", true), ("let a = \"--model\"", true), ("let a = \"(--model\"", true),
            ("// see --model", false), ("let a = \"a -- b\"", false), ("let a = \"a--b\"", false), ("let a = \"---b\"", false),
            ("let a = \"start it with --jinja\"", false), ("let a = b --c", false),
        ])
    func options(text: String, isFault: Bool) {
        for home in ["BatchCore/JSON", "BatchEngine/Curl", "BatchEngine/Batch"] {
            #expect(LiteralRules.options([Planting.file(text, in: home)]).count == (isFault ? 1 : 0))
        }
        for home in ["batchrun/Output", "ProviderSimulator/Model"] {
            #expect(LiteralRules.options([Planting.file(text, in: home)]).isEmpty)
        }
    }

    @Test(
        "A public symbol without a docstring",
        arguments: [
            "public struct A {}", "/// A.\npublic struct A {\n    public let b: Int\n}", "/// A.\npublic enum A {\n    case b\n}",
            "// A.\npublic func a() {}", "/// A.\n\npublic struct A {}", "/// A.\npublic let a = 1\npublic private(set) var b = 2",
            "/// A.\nstruct A {\n    /// B.\n    public let b = 1; public let c = 2\n}", "/// A.\nlet a = 1\n@frozen public enum B {}",
            "/// A.\npublic struct A {\n    public init() {}\n}", "/// A.\npublic struct A {\n    public static let b = 1\n}",
        ])
    func undocumented(text: String) {
        #expect(PublicRules.undocumented([Planting.file(text)]).count == 1)
    }

    @Test(
        "What is documented, or no one's outside",
        arguments: [
            "/// A.\npublic struct A {}", "/// A.\n@frozen\npublic enum A {}", "/// A.\n@frozen public enum A {}", "struct A { let b = 1 }",
            "package struct A {}", "public import B", "/// A.\npublic enum A {\n    /// B.\n    case b, c(Int)\n}",
            "/// A.\npublic enum A {\n    /// B.\n    case b\n\n    func f() {\n        switch self {\n        case .b: 1 } } }",
            "/// A.\npublic struct A: Hashable {\n    public static func == (a: A, b: A) -> Bool { true }\n}",
            "/// A.\npublic enum A {}\nstruct B {\n    enum A { case b }\n}",
            "/**\n A.\n */\npublic struct A {}", "// public struct A {}", "public extension A {}",
        ])
    func documented(text: String) {
        #expect(PublicRules.undocumented([Planting.file(text)]).isEmpty)
    }
}
