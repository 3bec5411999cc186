import Testing

@Suite("The rules of floors find what is planted")
struct PlantedFloorTests {
    private func file(_ text: String, in home: String = "BatchCore/JSON", named name: String = "A.swift") -> SourceFile {
        Planting.file(text, in: home, named: name)
    }

    @Test(
        "An import that a folder may not have",
        arguments: [
            ("BatchCore/JSON", "import Foundation", false), ("BatchCore/JobFile", "  import HeapModule", false),
            ("BatchCore/Schedule", "import HeapModule", true),
            ("BatchCore/Core", "public import OrderedCollections", true), ("BatchCore/Core", "import Dispatch", false),
            ("BatchEngine/Engine", "import Dispatch", true),
            ("BatchEngine/Engine", "import Synchronization", true), ("BatchEngine/Engine", "import Foundation", false),
            ("BatchEngine/Curl", "internal import CCurl", true),
            ("BatchEngine/SQLite", "import CCurl", false), ("BatchEngine/SQLite", "import CSQLite", true),
            ("BatchEngine/Files", "import CSQLite", false),
            ("BatchEngine/Files", "import Foundation", true), ("BatchEngine/Files", "@preconcurrency import struct Foundation.Data", true),
            ("BatchCore/JSON", "import struct Foundation.Data", false), ("BatchCore/JSON", "// import Foundation", true),
            ("BatchCore/JSON", "let a = \"import Foundation\"", true), ("BatchEngine/Batch", "import CSQLite", false),
            ("BatchEngine/Batch", "import BatchCore", true), ("BatchCore/Core", "import BatchEngine", false),
            ("BatchEngine/Batch", "import ProviderSimulator", false), ("ProviderSimulator/HTTP", "import FlyingFox", true),
            ("ProviderSimulator/Model", "import FlyingFox", false), ("ProviderSimulator/Model", "import BatchCore", true),
            ("ProviderSimulator/HTTP", "import BatchEngine", false), ("batchrun", "import ArgumentParser", true),
            ("batchrun/Options", "import ArgumentParser", true), ("batchrun/Commands", "import ProviderSimulator", true),
            ("batchrun/Commands", "import CSQLite", false), ("batchrun/Output", "import Histogram", false),
            ("batchrun/Run", "import Synchronization", false),
        ])
    func imports(home: String, text: String, isAllowed: Bool) {
        #expect(FloorRules.imports([file(text, in: home)]).isEmpty == isAllowed)
    }

    @Test("A folder without a floor, and a file without a folder")
    func noFloor() {
        let text = "struct A {}"
        for home in ["BatchEngine/Extras", "BatchCore", "ProviderSimulator/Extras", "batchrun/Extras"] {
            #expect(FloorRules.everyFolderHasAFloor([file(text, in: home)]) == ["Sources/\(home)/A.swift:1: \(home) has no floor"])
        }
        #expect(FloorRules.everyFolderHasAFloor([file(text), file(text, in: "batchrun")]).isEmpty)
        #expect(FloorRules.everyFolderHasAFloor([SourceFile(path: "Tests/A/A.swift", text: text)]).isEmpty)
    }

    @Test(
        "A type in a folder that may not see it",
        arguments: [
            ("BatchCore/Core", "BatchCore/JSON", false), ("BatchCore/Core", "BatchEngine/Engine", true),
            ("BatchCore/Core", "BatchEngine/Curl", false), ("BatchEngine/Files", "BatchEngine/SQLite", false),
            ("BatchEngine/SQLite", "BatchEngine/Curl", false), ("BatchEngine/Descriptors", "BatchEngine/Curl", true),
            ("BatchCore/Providers", "BatchCore/APIs", true), ("BatchCore/APIs", "BatchCore/Providers", false),
            ("BatchCore/Ledger", "BatchCore/JobFile", false), ("BatchCore/Basics", "BatchCore/JSON", true),
            ("BatchCore/JSON", "BatchCore/Basics", false), ("BatchEngine/Engine", "BatchEngine/Files", true),
            ("BatchEngine/Engine", "BatchCore/Core", false), ("BatchCore/Conversation", "BatchCore/Core", true),
            ("BatchCore/Core", "BatchCore/Core", true), ("BatchEngine/SQLite", "BatchEngine/Batch", true),
            ("BatchCore/Core", "BatchEngine/Batch", true), ("BatchEngine/Batch", "BatchEngine/SQLite", false),
            ("BatchEngine/Batch", "batchrun/Commands", true), ("BatchEngine/SQLite", "batchrun/Commands", false),
            ("BatchCore/Core", "batchrun/Options", true), ("batchrun/Options", "batchrun/Commands", true),
            ("batchrun/Options", "batchrun", true), ("batchrun", "batchrun/Options", false),
            ("ProviderSimulator/Model", "batchrun/Commands", true), ("ProviderSimulator/Model", "BatchEngine/Batch", false),
            ("ProviderSimulator/Model", "ProviderSimulator/HTTP", true), ("ProviderSimulator/HTTP", "ProviderSimulator/Model", false),
            ("BatchCore/Core", "ProviderSimulator/Model", true), ("BatchEngine/Engine", "ProviderSimulator/HTTP", false),
        ])
    func sight(home: String, user: String, isAllowed: Bool) {
        let declaring = file("package final class Widget {}", in: home, named: "Widget.swift")
        let using = file("\nlet widget = Widget()", in: user, named: "Using.swift")
        let expected = "Sources/\(user)/Using.swift:2: \(user) may not see Widget of \(home)"
        #expect(FloorRules.sight([declaring, using]) == (isAllowed ? [] : [expected]))
    }

    @Test("The command sees what the library makes public, and no other folder does for that")
    func publicTypes() {
        let declaring = file("public struct Widget {\n    public let girth: Int\n    let depth: Int }", in: "BatchEngine/SQLite")
        let using = "let a = Widget().girth"
        #expect(FloorRules.sight([declaring, file(using, in: "batchrun/Commands", named: "B.swift")]).isEmpty)
        #expect(FloorRules.sight([declaring, file(using, in: "BatchEngine/Curl", named: "B.swift")]).count == 2)
        #expect(
            FloorRules.sight([declaring, file("let a = b.depth", in: "batchrun/Commands", named: "B.swift")]) == [
                "Sources/batchrun/Commands/B.swift:1: batchrun/Commands may not see depth of BatchEngine/SQLite"
            ])
    }

    @Test("Folders of the command that need each other in a circle")
    func cycles() {
        let files = [
            file("struct Flag { let run: Session }", in: "batchrun/Options"), file("struct Session { let call: Call }", in: "batchrun/Run"),
            file("struct Call { let flag: Flag; let table: Table }", in: "batchrun/Commands"),
            file("struct Table {}", in: "batchrun/Output"),
        ]
        #expect(
            CycleRules.cycles(files) == [
                "Sources/batchrun/Commands/A.swift:1: batchrun/Commands uses Flag of batchrun/Options, which needs it too",
                "Sources/batchrun/Options/A.swift:1: batchrun/Options uses Session of batchrun/Run, which needs it too",
                "Sources/batchrun/Run/A.swift:1: batchrun/Run uses Call of batchrun/Commands, which needs it too",
            ])
        #expect(CycleRules.cycles(Array(files.dropFirst())).isEmpty)
    }
}
