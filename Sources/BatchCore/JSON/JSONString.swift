/// Decodes the inside of JSON strings: from bytes with escapes to text.
enum JSONString {
    /// The text of a string whose bytes, without the quotes, are `inside`.
    static func text(_ inside: ArraySlice<UInt8>) -> String {
        inside.contains(UInt8(ascii: "\\")) ? decode(inside) : String(decoding: inside, as: UTF8.self)
    }

    /// The text of a string whose bytes, without the quotes, are `bytes`. The reader has checked them.
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "\\") else {
                decoded.append(bytes[index])
                index += 1
                continue
            }
            switch bytes[index + 1] {
            case UInt8(ascii: "u"):
                let (scalar, length) = scalar(at: index, in: bytes)
                decoded.append(contentsOf: Array(String(scalar).utf8))
                index += length
                continue
            case UInt8(ascii: "b"): decoded.append(0x08)
            case UInt8(ascii: "f"): decoded.append(0x0C)
            case UInt8(ascii: "n"): decoded.append(0x0A)
            case UInt8(ascii: "r"): decoded.append(0x0D)
            case UInt8(ascii: "t"): decoded.append(0x09)
            case let itself: decoded.append(itself)
            }
            index += 2
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The scalar of the `\u` escape at `index`, and its length in bytes; U+FFFD for half a surrogate pair.
    private static func scalar(at index: Int, in bytes: ArraySlice<UInt8>) -> (Character, Int) {
        let first = codeUnit(at: index + 2, in: bytes)
        if let scalar = Unicode.Scalar(first) { return (Character(scalar), 6) }
        if first < 0xDC00, index + 12 <= bytes.endIndex, bytes[index + 6] == UInt8(ascii: "\\"), bytes[index + 7] == UInt8(ascii: "u") {
            let second = codeUnit(at: index + 8, in: bytes)
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return (Character(scalar), 12)
            }
        }
        return ("\u{FFFD}", 6)
    }

    private static func codeUnit(at index: Int, in bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes[index..<index + 4].reduce(0) { $0 << 4 | UInt32(hexDigit($1) ?? 0) }
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
