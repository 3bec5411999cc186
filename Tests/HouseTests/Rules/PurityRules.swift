/// Words that bring time, chance, concurrency or the system into the pure folders, and files that may bypass the compiler's checks.
enum PurityRules {
    private static let impureWords = [
        "Date(", ".now", "Task", "await", "async", "DispatchQueue", "print(", "debugPrint(", "dump(", "try!", "unsafe", "readLine()",
        "readLine(strippingNewline", "CommandLine", "Clock()", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator",
        "Hasher()", ".hashValue", "MainActor",
    ]

    /// Members that use the system's random numbers unless a generator is given.
    private static let chances = [".random(", ".randomElement(", ".shuffled(", ".shuffle("]

    static func purity(_ files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let home = file.home, House.rooms[home]?.isPure == true else { return [] }
            let words = impureWords.flatMap { word in file.code.places(of: word).map { ($0, word) } }
            let chances = chances.flatMap { word in
                file.code.places(of: word).filter { !hasGenerator(file.code, $0 + word.utf8.count - 1) }.map { ($0, word) }
            }
            return (words + chances).map { file.violation(at: $0.0, "\(home) is pure and holds `\($0.1)`") }
        }
    }

    private static func hasGenerator(_ code: SwiftCode, _ parenthesis: Int) -> Bool {
        let end = code.end(ofBracketsAt: parenthesis)
        return code.words.contains { $0.text == "using" && (parenthesis..<end).contains($0.offset) }
    }

    /// Files that bypass the compiler's check for data races, and why that is safe.
    static let unguarded: [Unguarded] = [
        Unguarded(
            "Sources/BatchCore/JSON/TextPattern.swift", "@unchecked Sendable",
            "a compiled Regex does not change; its type is not Sendable"),
        Unguarded(
            "Sources/BatchEngine/Engine/Confined.swift", "@unchecked Sendable",
            "the value is reached on its queue alone, which every access checks"),
        Unguarded(
            "Tests/BatchEngineTests/Descriptors/DescriptorWatchTests.swift", "@unchecked Sendable",
            "the test's queue alone touches the rig"),
    ]

    struct Unguarded {
        let path: String
        let word: String
        let reason: String

        init(_ path: String, _ word: String, _ reason: String) { (self.path, self.word, self.reason) = (path, word, reason) }
    }

    /// Files that bypass the check without an entry in the list, and entries that no file needs.
    static func guards(_ files: [SourceFile], list: [Unguarded] = unguarded) -> [String] {
        var needed: Set<String> = []
        let found = files.filter(\.isSwift).flatMap { file -> [String] in
            ["@unchecked Sendable", "nonisolated(unsafe)"].flatMap { word -> [String] in
                let places = file.code.places(of: word)
                if places.isEmpty { return [] }
                if list.contains(where: { $0.path == file.path && $0.word == word }) {
                    needed.insert(file.path + word)
                    return []
                }
                return places.map { file.violation(at: $0, "`\(word)` without an entry in PurityRules.unguarded") }
            }
        }
        let useless = list.filter { !needed.contains($0.path + $0.word) }
        return found + useless.map { "\($0.path):1: no `\($0.word)` is left: take out its entry of PurityRules.unguarded" }
    }
}
