/// A pattern that recognizes a model by the names that servers give it. Case does not count.
package enum ModelPattern: Hashable, Sendable, CustomStringConvertible {
    /// The whole name, without a route before a slash and a tag after a colon: `deepseek/deepseek-flash` is named `deepseek-flash`.
    case named(String)
    /// Texts that all occur in the name: `deepseek` and `v3.2` in `deepseek-ai/DeepSeek-V3.2-Exp`.
    case containing([String])

    /// Compares bytes: every job's model is checked, and comparing characters costs ten times as much.
    /// - Parameter name: in lower case.
    func matches(_ name: [UInt8]) -> Bool {
        switch self {
        case .named(let wanted):
            let afterRoute = name[((name.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
            return afterRoute.prefix { $0 != UInt8(ascii: ":") }.elementsEqual(wanted.utf8)
        case .containing(let texts):
            return texts.allSatisfy { text in name.indices.contains { name[$0...].starts(with: text.utf8) } }
        }
    }

    /// `deepseek-flash`, `*deepseek*v3.2*`
    package var description: String {
        switch self {
        case .named(let name): name
        case .containing(let texts): "*" + texts.joined(separator: "*") + "*"
        }
    }
}
