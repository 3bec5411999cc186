import Testing

@Suite("The house and its rules")
struct HouseTests {
    private func expectNone(_ violations: [String]) {
        for violation in violations { Issue.record("\(violation)") }
    }

    @Test("The tree is read")
    func tree() {
        #expect(SourceTree.swift.contains { $0.path == "Sources/BatchEngine/JSON/JSON.swift" })
        #expect(SourceTree.swift.contains { $0.path == "Tests/HouseTests/HouseTests.swift" })
        #expect(SourceTree.all.contains { $0.path == "Package.swift" })
        #expect(SourceTree.all.contains { $0.path == "Sources/CCurl/shim.h" })
    }

    @Test("No file is over 400 lines") func fileSizes() { expectNone(SizeRules.files(SourceTree.swift)) }
    @Test("No function is over 70 lines") func functionSizes() { expectNone(SizeRules.functions(SourceTree.swift)) }
    @Test("No line is over 140 columns") func lineWidths() { expectNone(SizeRules.lines(SourceTree.swift)) }

    @Test("Every folder of the engine has a floor") func floors() { expectNone(FloorRules.everyFolderHasAFloor(SourceTree.swift)) }
    @Test("A floor imports what it may") func imports() { expectNone(FloorRules.imports(SourceTree.swift)) }
    @Test("The lower floors hold no time, chance, concurrency or world") func purity() { expectNone(FloorRules.purity(SourceTree.swift)) }
    @Test("A floor names no type of a floor that it may not see") func sight() { expectNone(FloorRules.sight(SourceTree.swift)) }

    @Test("No type has an empty word for a name") func emptyNames() { expectNone(NameRules.emptyNames(SourceTree.swift)) }
    @Test("No file names a path of one machine") func machinePaths() { expectNone(NameRules.machinePaths(SourceTree.all)) }
    @Test("No file holds a note of work undone") func notes() { expectNone(NameRules.notes(SourceTree.all)) }

    @Test("Every suite that a document names is there") func suites() { expectNone(DocumentRules.suites(SourceTree.all)) }
    @Test("Every link of a document leads somewhere") func links() { expectNone(DocumentRules.links(SourceTree.all)) }

    @Test("Every folder of the engine has its folder of tests") func mirrors() { expectNone(FolderRules.mirrors(SourceTree.swift)) }
    @Test("Every folder of sources says what it is for") func purposes() { expectNone(FolderRules.purposes(SourceTree.swift)) }
}
