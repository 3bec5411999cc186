import Testing

/// Each rule is shown a fault, so that it is known to bite, and something like it that is none.
@Suite("The rules find what is planted")
struct PlantedFaultTests {
    private func file(_ text: String, in home: String = "BatchCore/JSON", named name: String = "A.swift") -> SourceFile {
        Planting.file(text, in: home, named: name)
    }

    @Test("A suite and a file that a document names and that are not there")
    func documents() {
        let page = SourceFile(
            path: "docs/a.md", text: "`ATests`, [b](b.md#c), [web](https://d.e/f), [up](../README.md)\n[g](g.md) `BTests`")
        let suite = file("struct ATests {}")
        #expect(DocumentRules.suites([page, suite]) == ["docs/a.md:2: there is no suite BTests"])
        #expect(
            DocumentRules.links([page]) { ["docs/b.md", "docs/../README.md"].contains($0) } == [
                "docs/a.md:2: the link leads to g.md, which is not there"
            ])
    }

    @Test("A file too long")
    func longFile() {
        #expect(SizeRules.files([file(String(repeating: "\n", count: 401))]).count == 1)
        #expect(SizeRules.files([file(String(repeating: "\n", count: 400))]).isEmpty)
    }

    @Test("A line too wide, counted in characters")
    func wideLine() {
        #expect(
            SizeRules.lines([file("a\n" + String(repeating: "é", count: 141))]) == [
                "Sources/BatchCore/JSON/A.swift:2: the line has 141 columns, more than 140"
            ])
        #expect(SizeRules.lines([file(String(repeating: "é", count: 140))]).isEmpty)
    }

    @Test(
        "A function too long, whatever its kind",
        arguments: [
            "func f(_ g: () -> Int = { 1 })\n  throws(E) -> [Int] {", "init?<T>(a: T) {", "deinit {", "subscript(a: Int) -> Int {",
            "var a: Int {", "static func == (a: A, b: A) -> Bool {",
        ])
    func longFunction(head: String) {
        func source(_ lines: Int) -> SourceFile {
            let body = String(repeating: "  let a = \"}\" // }\n", count: lines - 1 - head.split(separator: "\n").count)
            return file("struct S {\n  var stored = 1\n  func required()\n  let x: () -> Void = { }\n  \(head)\n\(body)  }\n}\n")
        }
        #expect(SizeRules.functions([source(71)]) == ["Sources/BatchCore/JSON/A.swift:5: the function has 71 lines, more than 70"])
        #expect(SizeRules.functions([source(70)]).isEmpty)
    }

    @Test("A type may be longer than a function, and a call of an initializer is no function")
    func longType() {
        let lines = String(repeating: "  let a = S.init(b) { c }\n", count: 100)
        #expect(SizeRules.functions([file("protocol P {\n  func f() -> Int\n}\nstruct S {\n\(lines)}\n")]).isEmpty)
    }

    @Test("An empty word in a type's name", arguments: ["Manager", "JobManager", "CurlHelpers", "HTTPUtil", "ManagerOfJobs", "StoreImpl"])
    func emptyNames(name: String) {
        for kind in ["struct", "final class", "enum", "protocol", "actor", "typealias"] {
            #expect(NameRules.emptyNames([file("\n\(kind) \(name) {}")]).count == 1)
        }
        #expect(NameRules.emptyNames([file("let a = \(name)() // struct \(name)")]).isEmpty)
    }

    @Test("A word that only begins like an empty one", arguments: ["Utilization", "Implementation", "Managed"])
    func fullNames(name: String) {
        #expect(NameRules.emptyNames([file("struct \(name) {}")]).isEmpty)
    }

    @Test(
        "A file that is not named for what it declares",
        arguments: [
            ("Widget.swift", "struct Widget {}", true), ("Widget.swift", "package final class Widget {}", true),
            ("Widget.swift", "typealias Widget = Int", true), ("Widget.swift", "extension A { enum Widget {} }", true),
            ("Widget.swift", "struct Widgets {}", false), ("Widget.swift", "extension Widget {}", false),
            ("Widget.swift", "// struct Widget {}", false), ("Widget.swift", "func f() { struct Widget {} }", false),
            ("Widget+Parts.swift", "extension Widget {}", true), ("Widget+Parts.swift", "extension A.Widget: B {}", true),
            ("Widget+Parts.swift", "struct Widget {}", false), ("Widget+Parts.swift", "extension Widgets {}", false),
            ("Array+Parts.swift", "extension [UInt8] {}", true), ("JSON.swift", "// JSON: texts.\nstruct Widget {}", true),
            ("JSON.swift", "struct Widget {}", false),
        ])
    func fileNames(name: String, text: String, isRight: Bool) {
        #expect(NameRules.files([file(text, named: name)]).isEmpty == isRight)
    }

    @Test("A suite's file has the suite's name, and other files of tests have any")
    func suiteNames() {
        let suite = SourceFile(path: "Tests/BatchCoreTests/A/ATests.swift", text: "struct BTests {}")
        #expect(NameRules.files([suite]) == ["Tests/BatchCoreTests/A/ATests.swift:1: the file does not declare ATests"])
        #expect(NameRules.files([SourceFile(path: "Tests/BatchCoreTests/A/Waiting.swift", text: "func f() {}")]).isEmpty)
    }

    @Test("A path of one machine", arguments: ["work", "root", "home"])
    func machinePaths(folder: String) {
        #expect(NameRules.machinePaths([file("let a = \"/\(folder)/a\"")]).count == 1)
        #expect(NameRules.machinePaths([file("// see /\(folder)/a")]).count == 1)
        #expect(NameRules.machinePaths([file("let a = \"\(folder)/a\"")]).isEmpty)
    }

    @Test("A note of work undone", arguments: ["TO" + "DO", "FIX" + "ME"])
    func notes(word: String) {
        #expect(
            NameRules.notes([file("\n// \(word): later")]) == ["Sources/BatchCore/JSON/A.swift:2: \(word): do it, or leave it unsaid"])
        #expect(NameRules.notes([file("// \(word.lowercased())")]).isEmpty)
    }

    @Test("A folder without tests")
    func mirrors() {
        let tests = SourceFile(path: "Tests/BatchCoreTests/JSON/ATests.swift", text: "let a = 1")
        #expect(
            FolderRules.mirrors([file("let a = 1"), tests, file("let a = 1", in: "BatchCore/Core")]) == [
                "Tests/BatchCoreTests/Core: the folder Core has no tests"
            ])
        #expect(FolderRules.mirrors([file("let a = 1"), tests, file("// nothing yet\n", in: "BatchCore/Core")]).isEmpty)
    }

    @Test("A folder that does not say what it is for")
    func purposes() {
        let named = file("// JSON: texts.\n\nlet a = 1", named: "B.swift")
        #expect(FolderRules.purposes([file("let a = 1"), named]).isEmpty)
        #expect(
            FolderRules.purposes([file("// Texts.\nlet a = 1")]) == [
                "Sources/BatchCore/JSON: no file says at its beginning what the folder is for"
            ])
        #expect(FolderRules.purposes([SourceFile(path: "Tests/A/A.swift", text: "let a = 1")]).isEmpty)
    }
}
