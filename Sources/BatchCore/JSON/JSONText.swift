/// The bytes of one valid JSON value, without white space around it, for forwarding unchanged.
///
/// Only a reader or an encoder makes one: ``JSONValue/text``, ``JSONWriter/text``, ``init(validating:)``. So it can be inserted into
/// another text, and read again, without a check.
package struct JSONText: Hashable, Sendable {
    package let bytes: [UInt8]

    fileprivate init(valid bytes: [UInt8]) { self.bytes = bytes }

    /// Reads bytes from an external source.
    /// - Throws: ``JSONError`` with the place of the first fault.
    package init(validating bytes: [UInt8]) throws(JSONError) {
        let raw = try JSONDocument(bytes).root.raw
        self.init(valid: raw.count == bytes.count ? bytes : Array(raw))
    }

    package init(validating text: String) throws(JSONError) { try self.init(validating: Array(text.utf8)) }

    /// A text in the source code. The process ends if it is not valid JSON.
    package init(constant: StaticString) {
        do throws(JSONError) {
            try self.init(validating: Array(constant.description.utf8))
        } catch {
            preconditionFailure("the constant \(constant) is not valid JSON: \(error)")
        }
    }

    /// `string` as a JSON string.
    package init(string: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(string.utf8.count + 2)
        bytes.appendJSONString(string)
        self.init(valid: bytes)
    }

    /// The string made of the pieces.
    init(_ pieces: JSONStringPieces) {
        let quote = UInt8(ascii: "\"")
        self.init(valid: [quote] + pieces.inside + [quote])
    }

    /// The text that `encode` writes, which must be one value.
    package init(_ encode: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        encode(&writer)
        self = writer.text
    }

    package static let null = JSONText(constant: "null")

    /// The value, to read it. Each call parses the text.
    package var root: JSONValue { JSONDocument(self).root }

    package var kind: JSONValue.Kind {
        switch bytes[0] {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    package var isNull: Bool { kind == .null }
    /// The text of a string; nil for another kind.
    package var string: String? { kind == .string ? JSONString.text(bytes[1..<bytes.count - 1]) : nil }
    package var bool: Bool? { kind == .bool ? bytes.count == 4 : nil }
    /// See ``JSONValue/int``.
    package var int: Int? { kind == .number ? JSONValue.int(String(decoding: bytes, as: UTF8.self)) : nil }
}

extension JSONText: CustomStringConvertible {
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSONValue {
    /// The bytes of the value as they are in the text.
    package var text: JSONText { JSONText(valid: Array(raw)) }

    /// The same value without white space between its parts.
    package var textWithoutSpace: JSONText {
        var (isInString, isEscaped) = (false, false)
        return JSONText(
            valid: raw.filter { byte in
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString.toggle()
                }
                return isInString || byte > UInt8(ascii: " ")
            })
    }

    /// The same value without line ends, for formats with one line per value. Strings contain no line ends, and elsewhere they mean
    /// nothing.
    package var textOnOneLine: JSONText {
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        return raw.contains(where: isEnd) ? JSONText(valid: raw.filter { !isEnd($0) }) : text
    }
}

extension JSONValue {
    /// The value of an external text that is not always JSON, such as the arguments that a model writes; nil if it is not valid JSON.
    package init?(foreign text: String) { self.init(foreign: Array(text.utf8)) }

    package init?(foreign bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes) else { return nil }
        self = document.root
    }

    /// The object with one more member at its end.
    func with(_ name: String, _ value: JSONText) -> JSONText {
        precondition(kind == .object, "only an object has members")
        return JSONText { writer in
            writer.beginObject()
            writer.inside(self)
            writer.name(name)
            writer.value(value)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// The one value that was written.
    package var text: JSONText {
        precondition(isOneValue, "a JSON text is one value, with all closed that was opened")
        return JSONText(valid: bytes)
    }
}
