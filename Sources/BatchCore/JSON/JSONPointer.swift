/// Places in a value, written as in RFC 6901: `/city/0`, and the empty text for the value itself.
enum JSONPointer {
    /// The path from `root` to the node `index` of the same document. The node is a value or the name of a member.
    static func text(from root: JSONValue, to index: Int) -> String {
        var text = ""
        var place = root
        while place.index != index {
            if place.kind == .object, let member = place.members.last(where: { $0.nameValue.index <= index }) {
                text += "/" + escaped(member.name)
                guard index > member.nameValue.index else { return text }
                place = member.value
            } else if let (offset, element) = place.elements.enumerated().reversed().first(where: { $0.element.index <= index }) {
                text += "/\(offset)"
                place = element
            } else {
                return text
            }
        }
        return text
    }

    /// The value in `root` at the place `pointer`; nil if there is none.
    static func value(in root: JSONValue, at pointer: String) -> JSONValue? {
        guard !pointer.isEmpty else { return root }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        var place = root
        for part in pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let name = unescaped(part), let next = place[name] ?? element(name, of: place) else { return nil }
            place = next
        }
        return place
    }

    private static func element(_ name: String, of array: JSONValue) -> JSONValue? {
        // `01` and `+1` are not valid indices.
        guard let place = Int(name), String(place) == name else { return nil }
        return array[place]
    }

    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func unescaped(_ part: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(part)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
