/// Members of a request body that are forwarded: names in their order, with values byte for byte as the user wrote them.
package struct Parameters: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONText

        package init(name: String, value: JSONText) { (self.name, self.value) = (name, value) }
    }

    package private(set) var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    package var isEmpty: Bool { members.isEmpty }

    package func contains(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// The value of the member with that name.
    package subscript(_ name: String) -> JSONText? { members.first { $0.name == name }?.value }

    /// The names of the functions in `tools`.
    var functionNames: [String] {
        guard let tools = self["tools"] else { return [] }
        return tools.root.elements.compactMap { $0["function"]?["name"]?.string ?? $0["name"]?.string }
    }

    /// The parameters without the member of that name.
    func without(_ name: String) -> Parameters { Parameters(members.filter { $0.name != name }) }

    /// The parameters, with the members of `other` replacing those of the same name or added at the end.
    package func overridden(by other: Parameters) -> Parameters {
        guard !other.isEmpty else { return self }
        var result = self
        for member in other.members {
            if let place = result.members.firstIndex(where: { $0.name == member.name }) {
                result.members[place] = member
            } else {
                result.members.append(member)
            }
        }
        return result
    }

    /// Whether the parameters switch reasoning on (true) or off (false); nil if they do not set it
    /// (https://api-docs.deepseek.com/guides/thinking_mode).
    var thinking: Bool? {
        if self["reasoning_effort"]?.string == "none" { return false }
        switch self["thinking"]?.root["type"]?.string {
        case "enabled"?: return true
        case "disabled"?: return false
        default: return nil
        }
    }
}
