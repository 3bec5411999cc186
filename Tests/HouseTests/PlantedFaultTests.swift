import Testing

/// Each rule is shown a fault, so that it is known to bite, and something like it that is none.
@Suite("The rules find what is planted")
struct PlantedFaultTests {
    private func file(_ text: String, in folder: String = "JSON", named name: String = "A.swift") -> SourceFile {
        SourceFile(path: "Sources/BatchEngine/\(folder)/\(name)", text: text)
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
                "Sources/BatchEngine/JSON/A.swift:2: the line has 141 columns, more than 140"
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
        #expect(SizeRules.functions([source(71)]) == ["Sources/BatchEngine/JSON/A.swift:5: the function has 71 lines, more than 70"])
        #expect(SizeRules.functions([source(70)]).isEmpty)
    }

    @Test("A type may be longer than a function, and a call of an initializer is no function")
    func longType() {
        let lines = String(repeating: "  let a = S.init(b) { c }\n", count: 100)
        #expect(SizeRules.functions([file("protocol P {\n  func f() -> Int\n}\nstruct S {\n\(lines)}\n")]).isEmpty)
    }

    @Test(
        "An import that a floor may not have",
        arguments: [
            ("JSON", "import Foundation", false), ("JobFile", "  import HeapModule", false), ("Schedule", "import HeapModule", true),
            ("Core", "public import OrderedCollections", true), ("Core", "import Dispatch", false), ("Engine", "import Dispatch", true),
            ("Engine", "import Synchronization", true), ("Engine", "import Foundation", false), ("Curl", "internal import CCurl", true),
            ("SQLite", "import CCurl", false), ("SQLite", "import CSQLite", true), ("Files", "import CSQLite", false),
            ("Files", "import Foundation", true), ("Files", "@preconcurrency import struct Foundation.Data", true),
            ("JSON", "import struct Foundation.Data", false), ("JSON", "// import Foundation", true),
            ("JSON", "let a = \"import Foundation\"", true),
        ])
    func imports(folder: String, text: String, isAllowed: Bool) {
        #expect(FloorRules.imports([file(text, in: folder)]).isEmpty == isAllowed)
    }

    @Test(
        "What is not pure, on the lower floors",
        arguments: [
            "let a = Date()", "let a = clock.now", "Task { }", "Task.detached { }", "await f()", "func f() async {}", "DispatchQueue.main",
            "print(1)", "try! f()", "unsafe f()", "nonisolated(unsafe) var a = 1", "extension A: @unchecked Sendable {}",
            "\"\\(print(1))\"", "#\"\\#(Date())\"#",
        ])
    func impure(text: String) {
        for folder in ["Basics", "JSON", "Conversation", "JobFile", "APIs", "Providers", "Schedule", "Ledger", "Core"] {
            #expect(FloorRules.purity([file("\n" + text, in: folder)]).count == 1)
        }
        for folder in ["Engine", "Curl", "Files"] { #expect(FloorRules.purity([file(text, in: folder)]).isEmpty) }
    }

    @Test(
        "What only looks impure",
        arguments: [
            "fingerprint(1)", "CivilDate(1)", "a.nowhere", "func now()", "// await print(1)", "let a = \"print(1)\"", "TaskList()",
            "try? f()",
            "/* unsafe /* unsafe */ unsafe */", "#\"\\(print(1))\"#", "\"\"\"\nunsafe \"quoted\" unsafe\n\"\"\"",
            "[T](unsafeUninitializedCapacity: 1)",
        ])
    func pure(text: String) {
        #expect(FloorRules.purity([file(text)]).isEmpty)
    }

    @Test("What one file may hold, no other may, and no more may it")
    func exceptions() {
        let text = "struct A: @unchecked Sendable {}"
        #expect(FloorRules.purity([file(text, named: "TextPattern.swift")]).isEmpty)
        #expect(FloorRules.purity([file(text, in: "Basics", named: "TextPattern.swift")]).count == 1)
        #expect(FloorRules.purity([file("let a = Date()", named: "TextPattern.swift")]).count == 1)
    }

    @Test("A folder without a floor, and a file without a folder")
    func noFloor() {
        #expect(FloorRules.everyFolderHasAFloor([file("", in: "Extras")]).count == 1)
        #expect(FloorRules.everyFolderHasAFloor([SourceFile(path: "Sources/BatchEngine/A.swift", text: "")]).count == 1)
        #expect(FloorRules.everyFolderHasAFloor([file(""), SourceFile(path: "Sources/batchrun/A.swift", text: "")]).isEmpty)
    }

    @Test(
        "A type in a folder that may not see it",
        arguments: [
            ("Core", "JSON", false), ("Core", "Engine", true), ("Core", "Curl", false), ("Files", "SQLite", false),
            ("SQLite", "Curl", false),
            ("Providers", "APIs", true), ("APIs", "Providers", false), ("Ledger", "JobFile", false), ("Basics", "JSON", true),
            ("JSON", "Basics", false), ("Engine", "Files", true), ("Engine", "Core", false), ("Conversation", "Core", true),
            ("Core", "Core", true),
        ])
    func sight(home: String, user: String, isAllowed: Bool) {
        let declaring = file("public final class Widget {}", in: home, named: "Widget.swift")
        let using = file("\nlet widget = Widget()", in: user, named: "Using.swift")
        let expected = "Sources/BatchEngine/\(user)/Using.swift:2: \(user) may not see Widget of \(home)"
        #expect(FloorRules.sight([declaring, using]) == (isAllowed ? [] : [expected]))
    }

    @Test(
        "A word that is no use of the type",
        arguments: [
            "// Widget", "let a = \"Widget\"", "let a = Other.Widget()", "struct S { enum Widget {} }\nlet a = S()\nfunc f(_ a: Widget) {}",
            "WidgetList()",
        ])
    func noSight(text: String) {
        #expect(FloorRules.sight([file("struct Widget {}", in: "Core"), file(text, in: "JSON")]).isEmpty)
    }

    @Test("A private type is nobody else's, nor is one inside another")
    func hiddenTypes() {
        for text in ["private struct Widget {}", "fileprivate final class Widget {}", "struct S { struct Widget {} }"] {
            #expect(FloorRules.sight([file(text, in: "Core"), file("Widget()", in: "JSON")]).isEmpty)
        }
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

    @Test("A path of one machine", arguments: ["work", "root", "home"])
    func machinePaths(folder: String) {
        #expect(NameRules.machinePaths([file("let a = \"/\(folder)/a\"")]).count == 1)
        #expect(NameRules.machinePaths([file("// see /\(folder)/a")]).count == 1)
        #expect(NameRules.machinePaths([file("let a = \"\(folder)/a\"")]).isEmpty)
    }

    @Test("A note of work undone", arguments: ["TO" + "DO", "FIX" + "ME"])
    func notes(word: String) {
        #expect(
            NameRules.notes([file("\n// \(word): later")]) == ["Sources/BatchEngine/JSON/A.swift:2: \(word): do it, or leave it unsaid"])
        #expect(NameRules.notes([file("// \(word.lowercased())")]).isEmpty)
    }

    @Test("A folder without tests")
    func mirrors() {
        let tests = SourceFile(path: "Tests/BatchEngineTests/JSON/ATests.swift", text: "let a = 1")
        #expect(
            FolderRules.mirrors([file("let a = 1"), tests, file("let a = 1", in: "Core")]) == [
                "Tests/BatchEngineTests/Core: the folder Core has no tests"
            ])
        #expect(FolderRules.mirrors([file("let a = 1"), tests, file("// nothing yet\n", in: "Core")]).isEmpty)
    }

    @Test("A folder that does not say what it is for")
    func purposes() {
        let named = file("// JSON: texts.\n\nlet a = 1", named: "B.swift")
        #expect(FolderRules.purposes([file("let a = 1"), named]).isEmpty)
        #expect(
            FolderRules.purposes([file("// Texts.\nlet a = 1")]) == [
                "Sources/BatchEngine/JSON: no file says at its beginning what the folder is for"
            ])
        #expect(FolderRules.purposes([SourceFile(path: "Tests/A/A.swift", text: "let a = 1")]).isEmpty)
    }
}
