/// Faults that are older than their rule, counted by rule and folder. A number may only fall; remove an entry of zero.
enum KnownFaults {
    /// Whether a number that is too high fails the test; otherwise the test prints it.
    static let isExact = true

    static let counts: [String: Int] = [:]

    /// The violations beyond the known ones, and numbers that are too high.
    static func excess(
        _ violations: [String], of rule: String, known: [String: Int] = counts
    ) -> (faults: [String], notes: [String]) {
        let groups = Dictionary(grouping: violations) { "\(rule): \(folder(of: $0))" }
        let faults = groups.sorted { $0.key < $1.key }.flatMap { group, violations in
            let number = known[group] ?? 0
            return violations.count > number
                ? (number > 0 ? ["\(group): \(violations.count), and \(number) were known:"] : []) + violations : []
        }
        let notes = known.sorted { $0.key < $1.key }.compactMap { group, number -> String? in
            let count = groups[group]?.count ?? 0
            return group.hasPrefix("\(rule): ") && count < number ? "\(group): \(count) are left of \(number): write this down" : nil
        }
        return (faults, notes)
    }

    /// `Sources/A/B/C.swift:1: message` is in the folder `Sources/A/B`.
    private static func folder(of violation: String) -> String {
        let path = violation.prefix { $0 != ":" }
        return path.split(separator: "/").dropLast().joined(separator: "/")
    }
}
