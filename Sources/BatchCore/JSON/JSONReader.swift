/// Reads a text into the flat list of nodes of a ``JSONDocument``. Nesting uses no stack: open containers are kept in a list.
struct JSONReader {
    struct Fault: Error {
        var reason: JSONError.Reason
        var offset: Int
    }

    private let bytes: [UInt8]
    private let depth: Int
    private var offset = 0
    private var nodes: [JSONDocument.Node] = []
    private var open: [Int] = []

    init(bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    mutating func read() throws(Fault) -> [JSONDocument.Node] {
        guard bytes.count < Int(UInt32.max) else { throw Fault(reason: .tooLong(limit: Int(UInt32.max)), offset: 0) }
        nodes.reserveCapacity(min(bytes.count / 12 + 4, 4_096))
        skipSpace()
        guard offset < bytes.count else { throw Fault(reason: .empty, offset: offset) }
        try readValue()
        while let container = open.last {
            skipSpace()
            if nodes[container].kind == .object {
                try readMember(of: container)
            } else {
                try readElement(of: container)
            }
        }
        skipSpace()
        guard offset == bytes.count else { throw Fault(reason: .trailingText, offset: offset) }
        return nodes
    }

    /// Reads one value. An object or array is only opened; the loop of `read` reads its contents.
    private mutating func readValue() throws(Fault) {
        guard offset < bytes.count else { throw Fault(reason: .unexpectedEnd, offset: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): try openContainer(.object)
        case UInt8(ascii: "["): try openContainer(.array)
        case UInt8(ascii: "t"): try readWord("true", .bool)
        case UInt8(ascii: "f"): try readWord("false", .bool)
        case UInt8(ascii: "n"): try readWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        default: throw unexpected("a value")
        }
    }

    private mutating func openContainer(_ kind: JSONValue.Kind) throws(Fault) {
        guard open.count < depth else { throw Fault(reason: .tooDeep(limit: depth), offset: offset) }
        open.append(nodes.count)
        append(kind, from: offset, to: offset + 1)
        offset += 1
    }

    private mutating func closeContainer(_ container: Int) {
        offset += 1
        nodes[container].end = UInt32(offset)
        nodes[container].next = UInt32(nodes.count)
        open.removeLast()
    }

    /// Reads on in an open object: its end, or the comma if one is needed, a name and the beginning of its value.
    private mutating func readMember(of container: Int) throws(Fault) {
        let isFirst = nodes.count == container + 1
        if peek == UInt8(ascii: "}") { return closeContainer(container) }
        if !isFirst {
            try expect(UInt8(ascii: ","), "',' or '}'")
            skipSpace()
        }
        guard peek == UInt8(ascii: "\"") else { throw unexpected(isFirst ? "a member's name or '}'" : "a member's name") }
        try readString()
        skipSpace()
        try expect(UInt8(ascii: ":"), "':'")
        skipSpace()
        try readValue()
    }

    private mutating func readElement(of container: Int) throws(Fault) {
        let isFirst = nodes.count == container + 1
        if peek == UInt8(ascii: "]") { return closeContainer(container) }
        if !isFirst {
            try expect(UInt8(ascii: ","), "',' or ']'")
            skipSpace()
        }
        try readValue()
    }

    private mutating func readWord(_ word: StaticString, _ kind: JSONValue.Kind) throws(Fault) {
        let start = offset
        for expected in word.description.utf8 {
            guard offset < bytes.count else { throw Fault(reason: .unexpectedEnd, offset: offset) }
            guard bytes[offset] == expected else { throw unexpected("\(word)") }
            offset += 1
        }
        append(kind, from: start, to: offset)
    }

    private mutating func readNumber() throws(Fault) {
        let start = offset
        if peek == UInt8(ascii: "-") { offset += 1 }
        if peek == UInt8(ascii: "0") { offset += 1 } else { try readDigits() }
        if peek == UInt8(ascii: ".") {
            offset += 1
            try readDigits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            offset += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
            try readDigits()
        }
        if let next = peek, Self.isDigit(next) { throw Fault(reason: .badNumber, offset: offset) }
        append(.number, from: start, to: offset)
    }

    private mutating func readDigits() throws(Fault) {
        guard let first = peek else { throw Fault(reason: .unexpectedEnd, offset: offset) }
        guard Self.isDigit(first) else { throw Fault(reason: .badNumber, offset: offset) }
        while let next = peek, Self.isDigit(next) { offset += 1 }
    }

    private mutating func readString() throws(Fault) {
        let start = offset
        var hasEscapes = false
        offset += 1
        while true {
            skipPlainText()
            guard offset < bytes.count else { break }
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                append(.string, from: start, to: offset, hasEscapes: hasEscapes)
                return
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape()
            case 0..<0x20: throw Fault(reason: .controlCharacter(byte), offset: offset)
            default: try skipMultibyteScalar()
            }
        }
        throw Fault(reason: .unexpectedEnd, offset: offset)
    }

    /// Skips the bytes of a string that stand for themselves, which are most of a text.
    private mutating func skipPlainText() {
        // Local copies stay in registers.
        let bytes = bytes
        var place = offset
        while place < bytes.count {
            let byte = bytes[place]
            guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
            place += 1
        }
        offset = place
    }

    private mutating func skipEscape() throws(Fault) {
        guard offset + 1 < bytes.count else { throw Fault(reason: .unexpectedEnd, offset: bytes.count) }
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset += 2
        case UInt8(ascii: "u"):
            guard offset + 6 <= bytes.count else { throw Fault(reason: .unexpectedEnd, offset: bytes.count) }
            for place in offset + 2..<offset + 6 where JSONString.hexDigit(bytes[place]) == nil {
                throw Fault(reason: .badEscape, offset: place)
            }
            offset += 6
        default: throw Fault(reason: .badEscape, offset: offset + 1)
        }
    }

    /// Skips one scalar of two to four bytes. It must be well-formed UTF-8 (Unicode 16, table 3-7).
    private mutating func skipMultibyteScalar() throws(Fault) {
        let lead = bytes[offset]
        let count: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: count = 2
        case 0xE0: (count, second) = (3, 0xA0...0xBF)
        case 0xED: (count, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: count = 3
        case 0xF0: (count, second) = (4, 0x90...0xBF)
        case 0xF4: (count, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: count = 4
        default: throw Fault(reason: .invalidUTF8, offset: offset)
        }
        guard offset + count <= bytes.count, second.contains(bytes[offset + 1]) else { throw Fault(reason: .invalidUTF8, offset: offset) }
        for place in offset + 2..<max(offset + 2, offset + count) where bytes[place] & 0xC0 != 0x80 {
            throw Fault(reason: .invalidUTF8, offset: offset)
        }
        offset += count
    }

    private mutating func append(_ kind: JSONValue.Kind, from start: Int, to end: Int, hasEscapes: Bool = false) {
        nodes.append(.init(start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1), kind: kind, hasEscapes: hasEscapes))
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): offset += 1
            default: return
            }
        }
    }

    private mutating func expect(_ byte: UInt8, _ expected: String) throws(Fault) {
        guard peek == byte else { throw unexpected(expected) }
        offset += 1
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func unexpected(_ expected: String) -> Fault {
        guard offset < bytes.count else { return Fault(reason: .unexpectedEnd, offset: offset) }
        return Fault(reason: .unexpectedByte(bytes[offset], expected: expected), offset: offset)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
