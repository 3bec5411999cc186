/// The code, the comments and the literals of Swift source, each with blanks in place of the others.
struct SwiftCode {
    /// Only the code, without braces and words of comments and literals.
    let bytes: [UInt8]
    /// Only the comments, with the same length and lines.
    let comments: [UInt8]
    /// Only the text of string literals, without interpolations, with the same length and lines.
    let literals: [UInt8]
    /// The runs of letters, digits and underscores in the code.
    let words: [Word]
    private let lineStarts: [Int]

    init(_ text: String) {
        var separator = SourceSeparator(text)
        separator.run()
        (bytes, comments, literals) = (separator.code, separator.comments, separator.literals)
        words = Self.words(in: separator.code)
        lineStarts = [0] + separator.code.indices.filter { separator.code[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// A word and its offset.
    struct Word {
        let text: String
        let offset: Int
        var end: Int { offset + text.utf8.count }
        var isCapitalized: Bool { text.utf8.first.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ?? false }
        var isNumber: Bool { text.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
    }

    static func words(in bytes: [UInt8]) -> [Word] {
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
    func line(of offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The places of `pattern` that are not part of a longer word.
    func places(of pattern: String) -> [Int] {
        let wanted = Array(pattern.utf8)
        guard let first = wanted.first, let last = wanted.last, bytes.count >= wanted.count else { return [] }
        return (0...bytes.count - wanted.count).filter { start in
            guard bytes[start] == first, bytes[start..<start + wanted.count].elementsEqual(wanted) else { return false }
            let end = start + wanted.count
            if Self.isWordByte(first), start > 0, Self.isWordByte(bytes[start - 1]) { return false }
            return !Self.isWordByte(last) || end == bytes.count || !Self.isWordByte(bytes[end])
        }
    }

    /// The last byte before `offset` that is not a space; nil if there is none.
    func significantByte(before offset: Int) -> UInt8? { bytes[..<offset].last { !Self.isSpace($0) } }

    /// The first byte from `offset` on that is not a space; nil if there is none.
    func significantByte(from offset: Int) -> UInt8? { bytes[min(offset, bytes.count)...].first { !Self.isSpace($0) } }

    /// The place after the bracket that closes the one at `start`; the end of the source if none does.
    func end(ofBracketsAt start: Int) -> Int {
        var depth = 0
        for offset in start..<bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth <= 0 { return offset + 1 }
            default: break
            }
        }
        return bytes.count
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
