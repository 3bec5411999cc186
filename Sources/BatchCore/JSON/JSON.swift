// JSON: reads and writes RFC 8259 texts without the losses of a decoder. The order of members, the spelling of numbers and every byte
// of a forwarded value are kept. Floor 0.
//
// A ``JSONDocument`` is the text and one flat list of nodes; a ``JSONValue`` is a place in it. Values are decoded only when they are
// read, and ``JSONValue/raw`` gives the bytes of any value as they were written.

/// A place in a text, counted from 1. A column counts Unicode scalars, as editors do.
package struct JSONPosition: Hashable, Sendable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    /// The position of the byte at `offset` in `bytes`.
    package init(of offset: Int, in bytes: [UInt8]) {
        var line = 1
        var column = 1
        for byte in bytes[..<min(offset, bytes.count)] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column)
    }

    package var description: String { "line \(line), column \(column)" }
}

/// The reason why a text is not valid JSON, and the place.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case empty
        case unexpectedEnd
        case unexpectedByte(UInt8, expected: String)
        case badNumber
        case badEscape
        case controlCharacter(UInt8)
        case invalidUTF8
        case tooDeep(limit: Int)
        case tooLong(limit: Int)
        case trailingText
    }

    package var reason: Reason
    /// The offset in bytes at which the reader stopped.
    package var offset: Int
    package var position: JSONPosition

    package var description: String { "\(message) (\(position))" }

    /// The fault, without the place.
    package var message: String {
        switch reason {
        case .empty: "the text is empty"
        case .unexpectedEnd: "the text ends in the middle of a value"
        case .unexpectedByte(let byte, let expected): "found \(Self.name(of: byte)) where \(expected) is expected"
        case .badNumber: "a number is not spelled as JSON has it"
        case .badEscape: "an escape in a string is not one of JSON's"
        case .controlCharacter(let byte): "\(Self.name(of: byte)) stands in a string unescaped"
        case .invalidUTF8: "the text is not valid UTF-8"
        case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
        case .tooLong(let limit): "the text is longer than \(limit) bytes"
        case .trailingText: "more text follows after the value"
        }
    }

    private static func name(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\n"): "a line end"
        case UInt8(ascii: "\t"): "a tab"
        case 0x20...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
        default: "the byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
