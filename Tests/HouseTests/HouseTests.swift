import Foundation
import Testing

@Suite("The rules of the project's structure and prose")
struct HouseTests {
    private func expectNone(_ violations: [String]) {
        for violation in violations { Issue.record("\(violation)") }
    }

    /// Expects no violations except those that `KnownFaults` counts.
    private func expectKnown(_ violations: [String], of rule: String) {
        let (faults, notes) = KnownFaults.excess(violations, of: rule)
        expectNone(faults)
        if KnownFaults.isExact { expectNone(notes) } else { notes.forEach { print($0) } }
    }

    @Test("The tree is read")
    func tree() {
        #expect(SourceTree.swift.contains { $0.path == "Sources/BatchCore/JSON/JSON.swift" })
        #expect(SourceTree.swift.contains { $0.path == "Tests/HouseTests/HouseTests.swift" })
        #expect(SourceTree.all.contains { $0.path == "Package.swift" })
        #expect(SourceTree.all.contains { $0.path == "Sources/CCurl/shim.h" })
    }

    @Test("No file is over 400 lines") func fileSizes() { expectNone(SizeRules.files(SourceTree.swift)) }
    @Test("No function is over 70 lines") func functionSizes() { expectNone(SizeRules.functions(SourceTree.swift)) }
    @Test("No line is over 140 columns") func lineWidths() { expectNone(SizeRules.lines(SourceTree.swift)) }

    @Test("Every folder of the sources has a floor") func floors() { expectNone(FloorRules.everyFolderHasAFloor(SourceTree.swift)) }
    @Test("A folder imports what it may") func imports() { expectKnown(FloorRules.imports(SourceTree.swift), of: "imports") }
    @Test("Pure folders use no time, chance, concurrency or system") func purity() { expectNone(PurityRules.purity(SourceTree.swift)) }
    @Test("The check for data races is bypassed only with a reason") func guards() { expectNone(PurityRules.guards(SourceTree.swift)) }
    @Test("A folder uses only folders that it may see") func sight() { expectKnown(FloorRules.sight(SourceTree.swift), of: "sight") }
    @Test("No folders use each other in a cycle") func cycles() { expectKnown(CycleRules.cycles(SourceTree.swift), of: "cycles") }

    @Test("No type has an empty word in its name") func emptyNames() { expectNone(NameRules.emptyNames(SourceTree.swift)) }
    @Test("A file is named for what it declares") func fileNames() { expectKnown(NameRules.files(SourceTree.swift), of: "names") }
    @Test("No file names a path of one machine") func machinePaths() { expectNone(NameRules.machinePaths(SourceTree.all)) }
    @Test("No file has a note about unfinished work") func notes() { expectNone(NameRules.notes(SourceTree.all)) }

    @Test("Every public symbol has a docstring") func docstrings() { expectKnown(PublicRules.undocumented(SourceTree.swift), of: "docs") }
    @Test("The library names no option of the command") func options() {
        expectKnown(LiteralRules.options(SourceTree.swift), of: "options")
    }

    @Test("The number of hard words only falls")
    func words() {
        let (more, fewer) = WordRatchet.faults(WordRules.places(SourceTree.all), age: SourceTree.secondsSinceChange)
        expectNone(more)
        if WordRatchet.isExact { expectNone(fewer) } else { fewer.forEach { print($0) } }
    }

    @Test("Every suite that a document names exists") func suites() { expectNone(DocumentRules.suites(SourceTree.all)) }
    @Test("Every link of a document leads to a file") func links() { expectNone(DocumentRules.links(SourceTree.all)) }

    @Test("Every folder of a module has its folder of tests") func mirrors() { expectNone(FolderRules.mirrors(SourceTree.swift)) }
    @Test("Every folder of sources states its purpose") func purposes() { expectNone(FolderRules.purposes(SourceTree.swift)) }
}
