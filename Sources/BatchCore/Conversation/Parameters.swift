/// Members of a request body that are only passed on: names, and values byte for byte as they were written, in their order.
package struct Parameters: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var name: String
        /// The value's JSON text.
        package var value: [UInt8]

        package init(name: String, value: [UInt8]) { (self.name, self.value) = (name, value) }
    }

    package private(set) var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    package var isEmpty: Bool { members.isEmpty }

    package func contains(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// The value of that name as JSON text.
    package subscript(_ name: String) -> [UInt8]? { members.first { $0.name == name }?.value }

    /// The names of the functions in `tools`.
    var functionNames: [String] {
        guard let tools = self["tools"], let list = try? JSONDocument(tools).root else { return [] }
        return list.elements.compactMap { $0["function"]?["name"]?.string ?? $0["name"]?.string }
    }

    /// These but for the member of that name.
    func without(_ name: String) -> Parameters { Parameters(members.filter { $0.name != name }) }

    /// These, with each member of `other` in the place of the one of its name, or at the end.
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

    /// What they say of thinking: that the model shall, that it shall not, or nothing
    /// (https://api-docs.deepseek.com/guides/thinking_mode).
    var thinking: Bool? {
        if let effort = self["reasoning_effort"], effort.elementsEqual(#""none""#.utf8) { return false }
        guard let thinking = self["thinking"], let type = try? JSONDocument(thinking).root["type"]?.string else { return nil }
        switch type {
        case "enabled": return true
        case "disabled": return false
        default: return nil
        }
    }
}
