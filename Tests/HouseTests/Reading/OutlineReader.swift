/// Finds declarations by their keywords and by the braces around them.
struct OutlineReader {
    private(set) var declarations: [Outline.Declaration] = []
    private(set) var bodies: [Outline.Body] = []
    private(set) var generics: Set<String> = []

    private let code: SwiftCode
    private var scanned = 0
    private var parentheses = 0
    private var open: [Scope] = []
    private var coming: Scope?

    private struct Scope {
        var start = 0
        /// The names of the type that the braces belong to; nil for a body of code.
        var types: [String]?
        var isEnum = false
        var isPrivate = false
    }

    private static let typeWords: Set = ["struct", "class", "enum", "protocol", "actor"]
    private static let modifierWords: Set = [
        "public", "package", "internal", "private", "fileprivate", "open", "final", "static", "class", "indirect", "mutating",
        "nonmutating", "nonisolated", "override", "required", "convenience", "lazy", "weak", "unowned", "consuming", "borrowing", "prefix",
        "infix",
        "postfix", "set", "unsafe", "async", "inlinable", "discardableResult", "usableFromInline", "frozen", "Sendable", "MainActor",
        "escaping", "inline", "always", "never", "safe", "unchecked", "concurrent", "preconcurrency", "available", "OptionGroup", "main",
    ]

    /// Characters other than spaces that may be between modifiers.
    private static let joints: Set = [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "@")]

    init(_ code: SwiftCode) { self.code = code }

    mutating func run() {
        for place in code.words.indices {
            scan(upTo: code.words[place].offset)
            declare(at: place)
        }
        scan(upTo: code.bytes.count)
    }

    private mutating func scan(upTo end: Int) {
        for offset in scanned..<max(scanned, end) {
            switch code.bytes[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
            case UInt8(ascii: "{"):
                var scope = coming ?? Scope()
                scope.start = offset
                open.append(scope)
                coming = nil
            case UInt8(ascii: "}"):
                guard let scope = open.popLast(), let types = scope.types else { break }
                bodies.append(Outline.Body(range: scope.start..<offset + 1, types: surrounding + types))
            default: break
            }
        }
        scanned = max(scanned, end)
    }

    /// The names of the types that are open.
    private var surrounding: [String] { open.flatMap { $0.types ?? [] } }

    private mutating func declare(at place: Int) {
        let word = code.words[place]
        let isMember = code.significantByte(before: word.offset) == UInt8(ascii: ".")
        guard !isMember else { return }
        if word.text == "init" || word.text == "subscript" {
            if open.last?.types != nil { add(.initializer, word, keyword: place) }
            return
        }
        guard place + 1 < code.words.count else { return }
        let next = code.words[place + 1]
        switch word.text {
        case _ where Self.typeWords.contains(word.text):
            guard next.isCapitalized, place == 0 || code.words[place - 1].text != "import" else { return }
            add(.type, next, keyword: place)
            coming = Scope(types: [next.text], isEnum: word.text == "enum", isPrivate: declarations.last?.isPrivate == true)
            readGenerics(after: next)
        case "typealias", "associatedtype":
            add(.alias, next, keyword: place)
        case "extension":
            let names = extendedNames(at: place + 1)
            guard let last = names.last else { return }
            add(.extended, last, keyword: place)
            coming = Scope(types: names.map(\.text), isPrivate: declarations.last?.isPrivate == true)
        case "func":
            let isNamed = !code.bytes[word.end..<next.offset].contains { !SwiftCode.isSpace($0) && $0 != UInt8(ascii: "`") }
            add(.function, isNamed ? next : SwiftCode.Word(text: "", offset: word.end + 1), keyword: place)
            if isNamed { readGenerics(after: next) }
        case "let", "var":
            for name in names(from: place + 1) { add(.variable, name, keyword: place) }
        case "case" where open.last?.isEnum == true:
            for name in names(from: place + 1) { add(.enumCase, name, keyword: place) }
        default: break
        }
    }

    private mutating func add(_ kind: Outline.Kind, _ name: SwiftCode.Word, keyword: Int) {
        let (start, modifiers) = modifiers(before: keyword)
        var all = modifiers
        if open.contains(where: \.isPrivate) { all.insert("private") }
        let isLocal = open.contains { $0.types == nil } || parentheses > 0
        declarations.append(
            Outline.Declaration(
                kind: kind, name: name.text, offset: name.offset, start: start, scope: surrounding, isLocal: isLocal, modifiers: all))
    }

    private func modifiers(before keyword: Int) -> (start: Int, modifiers: Set<String>) {
        var (place, found) = (keyword, Set<String>())
        while place > 0 {
            let (word, next) = (code.words[place - 1], code.words[place])
            let between = code.bytes[word.end..<next.offset]
            let joins = between.allSatisfy { SwiftCode.isSpace($0) || Self.joints.contains($0) }
            guard joins, Self.modifierWords.contains(word.text) else { break }
            found.insert(word.text)
            place -= 1
        }
        let start = code.words[place].offset
        return (start > 0 && code.bytes[start - 1] == UInt8(ascii: "@") ? start - 1 : start, found)
    }

    /// The names that one `let`, `var` or `case` declares.
    private func names(from place: Int) -> [SwiftCode.Word] {
        var found: [SwiftCode.Word] = []
        var place = place
        while place < code.words.count {
            let word = code.words[place]
            found.append(word)
            var offset = word.end
            if offset < code.bytes.count, code.bytes[offset] == UInt8(ascii: "`") { offset += 1 }
            if offset < code.bytes.count, code.bytes[offset] == UInt8(ascii: "(") { offset = code.end(ofBracketsAt: offset) }
            guard offset < code.bytes.count, code.bytes[offset] == UInt8(ascii: ","),
                let next = code.words[place...].firstIndex(where: { $0.offset > offset })
            else { break }
            place = next
        }
        return found
    }

    /// The path of names after `extension`: `A.B` is two, `[A]` is `Array`.
    private func extendedNames(at place: Int) -> [SwiftCode.Word] {
        var names = [code.words[place]]
        if code.significantByte(before: names[0].offset) == UInt8(ascii: "[") {
            return [SwiftCode.Word(text: "Array", offset: names[0].offset)]
        }
        var place = place
        while place + 1 < code.words.count, code.text(code.words[place].end..<code.words[place + 1].offset) == "." {
            place += 1
            names.append(code.words[place])
        }
        return names
    }

    private mutating func readGenerics(after name: SwiftCode.Word) {
        guard name.end < code.bytes.count, code.bytes[name.end] == UInt8(ascii: "<") else { return }
        var (depth, offset) = (0, name.end)
        repeat {
            if code.bytes[offset] == UInt8(ascii: "<") { depth += 1 }
            if code.bytes[offset] == UInt8(ascii: ">") { depth -= 1 }
            offset += 1
        } while depth > 0 && offset < code.bytes.count
        var isName = true
        for word in code.words where word.offset > name.end && word.end < offset {
            if isName { generics.insert(word.text) }
            // A name follows `<`, `,` or `each`; what follows a colon is what the parameter must be.
            let end = code.significantByte(from: word.end)
            isName = end == UInt8(ascii: ",") || ["let", "each"].contains(word.text)
        }
    }
}
