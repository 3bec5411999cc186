/// Folders of one module must not use each other in a cycle.
enum CycleRules {
    /// The uses that close a cycle among the folders of a module, one for each pair of folders.
    static func cycles(_ files: [SourceFile]) -> [String] {
        let names = NameTable(files)
        var edges: [String: [String: String]] = [:]
        for file in files {
            guard let home = file.home else { continue }
            for use in names.uses(in: file) where !use.owners.contains(home) {
                let owners = use.owners.filter { House.module(of: $0) == House.module(of: home) }
                // If several folders declare a name, its folder is not known.
                guard owners.count == 1, let owner = owners.first, use.owners.count == 1, owner.contains("/"), home.contains("/")
                else { continue }
                if edges[home]?[owner] == nil {
                    let message = "\(home) uses \(use.name) of \(owner), which needs it too"
                    edges[home, default: [:]][owner] = file.violation(at: use.offset, message)
                }
            }
        }
        return edges.keys.sorted().flatMap { from in
            edges[from, default: [:]].filter { reaches($0.key, from, edges) }.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private static func reaches(_ start: String, _ end: String, _ edges: [String: [String: String]]) -> Bool {
        var (seen, next): (Set<String>, [String]) = ([start], [start])
        while let folder = next.popLast() {
            if folder == end { return true }
            for other in edges[folder, default: [:]].keys where seen.insert(other).inserted { next.append(other) }
        }
        return false
    }
}
