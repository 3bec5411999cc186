import Testing

@Suite("The rule of purity finds what is planted")
struct PlantedPurityTests {
    private func file(_ text: String, in home: String = "BatchCore/JSON", named name: String = "A.swift") -> SourceFile {
        Planting.file(text, in: home, named: name)
    }

    @Test(
        "What is not pure",
        arguments: [
            "let a = Date()", "let a = clock.now", "Task { }", "Task.detached { }", "await f()", "func f() async {}", "DispatchQueue.main",
            "print(1)", "debugPrint(1)", "try! f()", "unsafe f()", "nonisolated(unsafe) var a = 1", "\"\\(print(1))\"", "#\"\\#(Date())\"#",
            "Int.random(in: 1...2)", "let a: Double = .random(in: f(1)...3)", "Bool.random()",
            "a.shuffled()", "a.shuffle()", "a.randomElement()", "a.randomElement()!", "var a = SystemRandomNumberGenerator()",
            "let a = ContinuousClock()", "SuspendingClock().measure {}", "let a: ContinuousClock.Instant", "CommandLine.arguments[0]",
            "let a = readLine()", "readLine(strippingNewline: false)", "var a = Hasher()", "a.hashValue", "@MainActor func f() {}",
        ])
    func impure(text: String) {
        for home in House.rooms.filter({ $0.value.isPure }).keys { #expect(PurityRules.purity([file("\n" + text, in: home)]).count == 1) }
        for home in ["BatchEngine/Engine", "BatchEngine/Curl", "ProviderSimulator/HTTP", "batchrun/Output"] {
            #expect(PurityRules.purity([file(text, in: home)]).isEmpty)
        }
    }

    @Test("All floors of BatchCore are pure, and what the simulator's model is made of")
    func pureRooms() {
        let impure = House.rooms.filter { !$0.value.isPure }.keys.filter {
            ["BatchCore", "ProviderSimulator"].contains(House.module(of: $0))
        }
        #expect(impure == ["ProviderSimulator/HTTP"])
    }

    @Test(
        "What only looks impure",
        arguments: [
            "fingerprint(1)", "CivilDate(1)", "a.nowhere", "func now()", "// await print(1)", "let a = \"print(1)\"", "TaskList()",
            "try? f()", "/* unsafe /* unsafe */ unsafe */", "#\"\\(print(1))\"#", "\"\"\"\nunsafe \"quoted\" unsafe\n\"\"\"",
            "[T](unsafeUninitializedCapacity: 1)", "Int.random(in: 1...2, using: &generator)", "a.shuffled(using: &b)",
            "a.randomElement(\n    using: &b)", "func hash(into hasher: inout Hasher) {}", "func readLine(_ a: Int) {}", "#/Task \"/#",
        ])
    func pure(text: String) {
        #expect(PurityRules.purity([file(text)]).isEmpty)
    }

    @Test(
        "The guard against races is put aside without an entry",
        arguments: [
            ("struct A: @unchecked Sendable {}", "@unchecked Sendable"), ("extension A: @unchecked Sendable {}", "@unchecked Sendable"),
            ("private nonisolated(unsafe) var a = 1", "nonisolated(unsafe)"),
        ])
    func guards(text: String, word: String) {
        for home in ["BatchCore/JSON", "BatchEngine/Curl", "ProviderSimulator/HTTP", "batchrun/Output"] {
            #expect(
                PurityRules.guards([file(text, in: home)], list: []) == [
                    "Sources/\(home)/A.swift:1: `\(word)` without an entry in PurityRules.unguarded"
                ])
        }
        let entry = PurityRules.Unguarded("Sources/BatchCore/JSON/A.swift", word, "a reason")
        #expect(PurityRules.guards([file(text)], list: [entry]).isEmpty)
        #expect(PurityRules.guards([file(text, named: "B.swift")], list: [entry]).count == 2)
        #expect(PurityRules.guards([file("// " + text)], list: []).isEmpty)
    }

    @Test("An entry that no file needs")
    func needlessGuard() {
        let entry = PurityRules.Unguarded("Sources/BatchCore/JSON/A.swift", "@unchecked Sendable", "a reason")
        #expect(PurityRules.guards([file("struct A {}")], list: [entry]).count == 1)
    }

    @Test("Every entry has a reason") func reasons() { #expect(PurityRules.unguarded.allSatisfy { $0.reason.count > 10 }) }
}
