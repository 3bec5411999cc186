/// Swift source in which strings and comments are blank, so that braces and words in it are the compiler's.
struct SwiftCode {
    let bytes: [UInt8]
    /// The runs of letters, digits and underscores.
    let words: [Word]

    private enum Inside {
        case string(hashes: Int, isMultiline: Bool)
        case interpolation(depth: Int)
    }

    init(_ text: String) {
        var blanker = Blanker(bytes: Array(text.utf8))
        blanker.run()
        bytes = blanker.bytes
        words = Self.words(in: blanker.bytes)
    }

    /// A word and where it begins.
    struct Word {
        let text: String
        let offset: Int
        var end: Int { offset + text.utf8.count }
    }

    private static func words(in bytes: [UInt8]) -> [Word] {
        var words: [Word] = []
        var start: Int?
        for (offset, byte) in bytes.enumerated() {
            if isWordByte(byte) {
                start = start ?? offset
            } else if let begun = start {
                words.append(Word(text: String(decoding: bytes[begun..<offset], as: UTF8.self), offset: begun))
                start = nil
            }
        }
        if let start { words.append(Word(text: String(decoding: bytes[start...], as: UTF8.self), offset: start)) }
        return words
    }

    /// The line of the byte at `offset`, counted from 1.
    func line(of offset: Int) -> Int { bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1 }

    /// The lines on which `pattern` stands and is not a part of a longer word.
    func lines(with pattern: String) -> [Int] {
        let wanted = Array(pattern.utf8)
        guard let first = wanted.first, let last = wanted.last, bytes.count >= wanted.count else { return [] }
        var found: [Int] = []
        for start in 0...bytes.count - wanted.count where bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted)
        {
            let end = start + wanted.count
            if Self.isWordByte(first), start > 0, Self.isWordByte(bytes[start - 1]) { continue }
            if Self.isWordByte(last), end < bytes.count, Self.isWordByte(bytes[end]) { continue }
            found.append(line(of: start))
        }
        return found
    }

    /// The last byte before `offset` that is no space; nil where there is none.
    func significantByte(before offset: Int) -> UInt8? {
        bytes[..<offset].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    /// Walks through the source once and blanks what is no code.
    private struct Blanker {
        var bytes: [UInt8]
        private var offset = 0
        private var open: [Inside] = []

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func run() {
            while offset < bytes.count {
                if case .string(let hashes, let isMultiline) = open.last {
                    stepInString(hashes, isMultiline)
                } else {
                    stepInCode()
                }
            }
        }

        private mutating func stepInString(_ hashes: Int, _ isMultiline: Bool) {
            let end = (isMultiline ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
            let escape = "\\" + String(repeating: "#", count: hashes)
            if has(end) {
                open.removeLast()
                blank(end.utf8.count)
            } else if has(escape + "(") {
                blank(escape.utf8.count + 1)
                open.append(.interpolation(depth: 1))
            } else if has(escape) {
                blank(escape.utf8.count + 1)
            } else {
                blank(1)
            }
        }

        private mutating func stepInCode() {
            if has("//") {
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { blank(1) }
            } else if has("/*") {
                skipComment()
            } else if let hashes = stringStart {
                let isMultiline = has(String(repeating: "#", count: hashes) + "\"\"\"")
                blank(hashes + (isMultiline ? 3 : 1))
                open.append(.string(hashes: hashes, isMultiline: isMultiline))
            } else {
                if case .interpolation(let depth) = open.last { stepInInterpolation(depth) }
                offset += 1
            }
        }

        private mutating func stepInInterpolation(_ depth: Int) {
            open.removeLast()
            switch bytes[offset] {
            case UInt8(ascii: "("): open.append(.interpolation(depth: depth + 1))
            case UInt8(ascii: ")") where depth == 1: bytes[offset] = UInt8(ascii: " ")
            case UInt8(ascii: ")"): open.append(.interpolation(depth: depth - 1))
            default: open.append(.interpolation(depth: depth))
            }
        }

        private mutating func skipComment() {
            var depth = 0
            repeat {
                if has("/*") {
                    depth += 1
                    blank(2)
                } else if has("*/") {
                    depth -= 1
                    blank(2)
                } else {
                    blank(1)
                }
            } while depth > 0 && offset < bytes.count
        }

        /// How many hashes stand before the quote of a string that begins here; nil where none does.
        private var stringStart: Int? {
            var place = offset
            while place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
            return place < bytes.count && bytes[place] == UInt8(ascii: "\"") ? place - offset : nil
        }

        private func has(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

        private mutating func blank(_ count: Int) {
            for _ in 0..<count where offset < bytes.count {
                if bytes[offset] != UInt8(ascii: "\n") { bytes[offset] = UInt8(ascii: " ") }
                offset += 1
            }
        }
    }
}
