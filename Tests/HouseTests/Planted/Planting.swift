/// Files for the tests of the rules.
enum Planting {
    static func file(_ text: String, in home: String = "BatchCore/JSON", named name: String = "A.swift") -> SourceFile {
        SourceFile(path: "Sources/\(home)/\(name)", text: text)
    }
}
