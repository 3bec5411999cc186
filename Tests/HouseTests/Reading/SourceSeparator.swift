/// Reads Swift source once and sorts each byte into code, comment or literal.
struct SourceSeparator {
    private(set) var code: [UInt8]
    private(set) var comments: [UInt8]
    private(set) var literals: [UInt8]
    private let source: [UInt8]
    private var offset = 0
    private var open: [Inside] = []

    private enum Inside {
        case string(hashes: Int, isMultiline: Bool)
        case interpolation(depth: Int)
    }

    private enum Kind { case comment, literal, mark }

    init(_ text: String) {
        source = Array(text.utf8)
        code = source
        comments = source.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
        literals = comments
    }

    mutating func run() {
        while offset < source.count {
            if case .string(let hashes, let isMultiline) = open.last {
                stepInString(hashes, isMultiline)
            } else {
                stepInCode()
            }
        }
    }

    private mutating func stepInString(_ hashes: Int, _ isMultiline: Bool) {
        switch source[offset] {
        case UInt8(ascii: "\"") where has((isMultiline ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)):
            open.removeLast()
            take((isMultiline ? 3 : 1) + hashes, as: .mark)
        case UInt8(ascii: "\\") where has("\\" + String(repeating: "#", count: hashes)):
            if has("\\" + String(repeating: "#", count: hashes) + "(") {
                take(hashes + 2, as: .mark)
                open.append(.interpolation(depth: 1))
            } else {
                take(hashes + 2, as: .mark)
            }
        default: take(1, as: .literal)
        }
    }

    private mutating func stepInCode() {
        switch source[offset] {
        case UInt8(ascii: "/") where has("//"):
            while offset < source.count, source[offset] != UInt8(ascii: "\n") { take(1, as: .comment) }
        case UInt8(ascii: "/") where has("/*"): skipComment()
        case UInt8(ascii: "#") where has("#/"):
            repeat { take(1, as: .mark) } while offset < source.count && !has("/#")
            take(2, as: .mark)
        case UInt8(ascii: "\""), UInt8(ascii: "#"):
            guard let hashes = stringStart else { return stepInInterpolation() }
            let isMultiline = has(String(repeating: "#", count: hashes) + "\"\"\"")
            take(hashes + (isMultiline ? 3 : 1), as: .mark)
            open.append(.string(hashes: hashes, isMultiline: isMultiline))
        default: stepInInterpolation()
        }
    }

    private mutating func stepInInterpolation() {
        defer { offset += 1 }
        guard case .interpolation(let depth) = open.last else { return }
        switch source[offset] {
        case UInt8(ascii: "("): open[open.count - 1] = .interpolation(depth: depth + 1)
        case UInt8(ascii: ")") where depth == 1:
            open.removeLast()
            code[offset] = UInt8(ascii: " ")
        case UInt8(ascii: ")"): open[open.count - 1] = .interpolation(depth: depth - 1)
        default: break
        }
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            if has("/*") {
                depth += 1
                take(2, as: .comment)
            } else if has("*/") {
                depth -= 1
                take(2, as: .comment)
            } else {
                take(1, as: .comment)
            }
        } while depth > 0 && offset < source.count
    }

    /// The number of hashes before the quote of a string that begins here; nil if none does.
    private var stringStart: Int? {
        var place = offset
        while place < source.count, source[place] == UInt8(ascii: "#") { place += 1 }
        return place < source.count && source[place] == UInt8(ascii: "\"") ? place - offset : nil
    }

    private func has(_ text: String) -> Bool { source[offset...].starts(with: text.utf8) }

    private mutating func take(_ count: Int, as kind: Kind) {
        for _ in 0..<count where offset < source.count {
            if source[offset] != UInt8(ascii: "\n") {
                if kind == .comment { comments[offset] = source[offset] }
                if kind == .literal { literals[offset] = source[offset] }
                code[offset] = UInt8(ascii: " ")
            }
            offset += 1
        }
    }
}
