/// A file of the project, with its code apart from its strings and comments.
struct SourceFile {
    /// Path from the project's root: `Sources/BatchCore/JSON/JSON.swift`.
    let path: String
    let text: String
    /// The file as Swift source; empty if it is of another language.
    let code: SwiftCode
    let outline: Outline

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        code = SwiftCode(path.hasSuffix(".swift") ? text : "")
        outline = Outline(of: code)
    }

    /// The path's last folder.
    var folder: String { path.split(separator: "/").dropLast().last.map(String.init) ?? "" }

    /// Module and folder of a source file, `BatchCore/JSON`; the module alone for a file at its top; nil for a file outside `Sources`.
    var home: String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources" else { return nil }
        return parts[1..<min(3, parts.count - 1)].joined(separator: "/")
    }

    /// The module of a source file; empty for a file outside `Sources`.
    var module: String { home.map(House.module) ?? "" }

    /// The name without folders and ending: `JSON`.
    var stem: String { String(path.split(separator: "/").last?.split(separator: ".").first ?? "") }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isDocument: Bool { path.hasSuffix(".md") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    func violation(line: Int, _ message: String) -> String { "\(path):\(line): \(message)" }
    func violation(at offset: Int, _ message: String) -> String { violation(line: code.line(of: offset), message) }
}
