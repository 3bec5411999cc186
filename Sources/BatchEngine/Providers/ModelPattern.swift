/// By what a model is told among the names that servers give it. Case does not count.
public enum ModelPattern: Hashable, Sendable, CustomStringConvertible {
    /// Its whole name, without the route that some servers write before a slash and the tag that some write behind a colon:
    /// `deepseek/deepseek-flash` is named `deepseek-flash`.
    case named(String)
    /// Texts that all occur in its name: `deepseek` and `v3.2` in `deepseek-ai/DeepSeek-V3.2-Exp`.
    case containing([String])

    /// - Parameter name: in lower case.
    func matches(_ name: String) -> Bool {
        switch self {
        case .named(let wanted):
            let afterRoute = name.lastIndex(of: "/").map { name[name.index(after: $0)...] } ?? name[...]
            return afterRoute.prefix { $0 != ":" } == wanted
        case .containing(let texts): return texts.allSatisfy { name.contains($0) }
        }
    }

    /// `deepseek-flash`, `*deepseek*v3.2*`
    public var description: String {
        switch self {
        case .named(let name): name
        case .containing(let texts): "*" + texts.joined(separator: "*") + "*"
        }
    }
}
