import BatchCore
import BatchEngine

/// JSON for people: a value that fits on one line is on one line, and other values are indented.
struct IndentedJSON {
    let width: Int
    private(set) var text = ""

    init(_ value: JSONValue, width: Int) {
        self.width = width
        write(value, indent: 0, column: 0)
    }

    /// - Parameters:
    ///   - indent: of the line that the value begins on, in columns.
    ///   - column: at which the value begins.
    private mutating func write(_ value: JSONValue, indent: Int, column: Int) {
        let short = Self.onOneLine(value)
        // The comma behind it has its column as well.
        let items = value.kind == .object ? value.members.map { ($0.nameValue, $0.value) } : value.elements.map { (nil, $0) }
        guard column + short.count >= width, !items.isEmpty else { return text += short }
        text += value.kind == .object ? "{" : "["
        for (place, item) in items.enumerated() {
            text += (place > 0 ? "," : "") + "\n" + String(repeating: " ", count: indent + Self.step)
            let name = item.0.map { Self.onOneLine($0) + ": " } ?? ""
            text += name
            write(item.1, indent: indent + Self.step, column: indent + Self.step + name.count)
        }
        text += "\n" + String(repeating: " ", count: indent) + (value.kind == .object ? "}" : "]")
    }

    private static let step = 2

    private static func onOneLine(_ value: JSONValue) -> String {
        switch value.kind {
        case .object: "{" + value.members.map { onOneLine($0.nameValue) + ": " + onOneLine($0.value) }.joined(separator: ", ") + "}"
        case .array: "[" + value.elements.map(onOneLine).joined(separator: ", ") + "]"
        case .null, .bool, .number, .string: String(decoding: value.raw, as: UTF8.self)
        }
    }
}
