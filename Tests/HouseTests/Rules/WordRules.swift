/// Words that make prose hard to read, counted in comments, string literals and documents.
enum WordRules {
    struct Place {
        let word: String
        let path: String
        let line: Int
    }

    /// The phrases that are counted. "Of" counts with a capital only: it then begins a sentence.
    static let phrases: [[String]] = [
        ["where"], ["whom"], ["nobody"], ["whoever"], ["tells"], ["bears"], ["borne"], ["anew"], ["of", "its", "own"], ["Of"],
    ]

    /// The rule and its tests contain the words as data.
    private static let exempt = "Tests/HouseTests/"

    static func name(of phrase: [String]) -> String { phrase.joined(separator: " ") }

    static func places(_ files: [SourceFile]) -> [Place] {
        files.filter { !$0.path.hasPrefix(exempt) && ($0.isSwift || $0.isDocument) }.flatMap { file -> [Place] in
            file.isSwift
                ? places(in: file.code.comments, of: file) + places(in: file.code.literals, of: file)
                : places(in: prose(of: file), of: file)
        }
    }

    /// The number of places of each phrase, also if it is 0.
    static func counts(_ files: [SourceFile]) -> [String: Int] {
        places(files).reduce(into: Dictionary(uniqueKeysWithValues: phrases.map { (name(of: $0), 0) })) { $0[$1.word, default: 0] += 1 }
    }

    private static func places(in prose: [UInt8], of file: SourceFile) -> [Place] {
        let words = SwiftCode.words(in: prose)
        return words.indices.flatMap { start in
            phrases.filter { stands($0, at: start, in: words) }
                .map { Place(word: name(of: $0), path: file.path, line: line(words[start].offset)) }
        }

        func line(_ offset: Int) -> Int { prose[..<offset].count { $0 == UInt8(ascii: "\n") } + 1 }
    }

    private static func stands(_ phrase: [String], at start: Int, in words: [SwiftCode.Word]) -> Bool {
        guard start + phrase.count <= words.count else { return false }
        return phrase.indices.allSatisfy { place in
            let (word, wanted) = (words[start + place].text, phrase[place])
            // In capitals it is SQL.
            return word == wanted || place == 0 && word == wanted.prefix(1).uppercased() + wanted.dropFirst()
        }
    }

    /// A document without its blocks of Swift and SQL, in which a "where" is a keyword.
    private static func prose(of file: SourceFile) -> [UInt8] {
        var isCode = false
        return file.lines.flatMap { line -> [UInt8] in
            if line.hasPrefix("```") { isCode = !isCode && (line.hasPrefix("```swift") || line.hasPrefix("```sql")) }
            return (isCode ? [] : Array(line.utf8)) + [UInt8(ascii: "\n")]
        }
    }
}

#if WORDS
    import Foundation

    /// Prints the counts of the tree whose root is given; see `scripts/words`.
    @main
    enum WordCount {
        static func main() {
            let files = SourceTree.files(of: URL(filePath: CommandLine.arguments[1]))
            if CommandLine.arguments.count > 2 {
                for place in WordRules.places(files) where place.word == CommandLine.arguments[2] { print("\(place.path):\(place.line)") }
                return
            }
            let counts = WordRules.counts(files)
            for phrase in WordRules.phrases { print("\(counts[WordRules.name(of: phrase), default: 0])\t\(WordRules.name(of: phrase))") }
        }
    }
#endif
