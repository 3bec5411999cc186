/// The folders that declare each name of the project, so that a word in the code can be traced to them.
///
/// Types of values are not known: a member after a value is traced only by its name. It counts only if no visible folder, no type of the
/// standard library and no label has the same name.
struct NameTable {
    struct Use {
        let name: String
        let offset: Int
        /// The folders that declare the name; at least one.
        let owners: Set<String>
    }

    private struct Member: Hashable {
        let type: String
        let name: String
    }

    /// Folders of types at the top of a file, and of functions and values there.
    private var topTypes: [String: Set<String>] = [:]
    private var topValues: [String: Set<String>] = [:]
    /// Folders that declare a member of a type; folders that declare a member of that name in any type.
    private var members: [Member: Set<String>] = [:]
    private var membersOfAny: [String: Set<String>] = [:]
    private let modules: Set<String>

    init(_ files: [SourceFile]) {
        modules = Set(files.compactMap { $0.home.map(House.module) })
        for file in files {
            guard let home = file.home else { continue }
            for declaration in file.outline.declarations where declaration.kind != .extended && !declaration.isLocal {
                add(declaration, home)
                if PublicRules.isPublic(declaration, in: file) { add(declaration, House.publicRoom(of: file.module)) }
            }
        }
    }

    private mutating func add(_ declaration: Outline.Declaration, _ home: String) {
        let name = declaration.name
        if let type = declaration.scope.last {
            members[Member(type: type, name: name), default: []].insert(home)
            membersOfAny[name, default: []].insert(home)
        } else if declaration.isPrivate {
            return
        } else if declaration.isType {
            topTypes[name, default: []].insert(home)
        } else {
            topValues[name, default: []].insert(home)
        }
    }

    /// What the file uses of the project's folders.
    func uses(in file: SourceFile) -> [Use] {
        guard file.home != nil else { return [] }
        let own = Set(file.outline.declarations.filter { $0.kind != .extended && ($0.isLocal || $0.scope.isEmpty) }.map(\.name))
            .union(file.outline.generics)
        let labels = Self.labels(in: file.code)
        let declared = Set(file.outline.declarations.filter { $0.kind != .extended }.map(\.offset))
        return file.code.words.indices.compactMap { place in
            let word = file.code.words[place]
            guard !declared.contains(word.offset), !word.isNumber else { return nil }
            let owners = owners(of: word, at: place, in: file, own: own, labels: labels)
            return owners.map { Use(name: word.text, offset: word.offset, owners: $0) }
        }
    }

    private func owners(
        of word: SwiftCode.Word, at place: Int, in file: SourceFile, own: Set<String>, labels: Set<String>
    ) -> Set<String>? {
        let code = file.code
        if code.significantByte(before: word.offset) == UInt8(ascii: ".") {
            if place > 0, modules.contains(code.words[place - 1].text) { return topTypes[word.text] ?? topValues[word.text] }
            guard !StandardNames.members.contains(word.text), !labels.contains(word.text) else { return nil }
            return reachable(membersOfAny[word.text], from: file)
        }
        let types = file.outline.types(around: word.offset)
        for type in types.reversed() {
            // A type's own member hides all names outside it. A member on an upper floor does so only if no other has the name.
            if let owners = members[Member(type: type, name: word.text)] {
                guard !own.contains(word.text), !labels.contains(word.text) else { return nil }
                return reachable(owners, from: file)
            }
        }
        guard !own.contains(word.text) else { return nil }
        if let owners = topTypes[word.text] { return nearest(owners, to: file) }
        guard let owners = topValues[word.text], !labels.contains(word.text) else { return nil }
        return nearest(owners, to: file)
    }

    /// A name of the file's own module hides one of another.
    private func nearest(_ owners: Set<String>, to file: SourceFile) -> Set<String> {
        let own = owners.filter { House.module(of: $0) == file.module }
        return own.isEmpty ? owners : own
    }

    /// Owners in modules that the file's own may import: the compiler keeps it from the members of others.
    private func reachable(_ owners: Set<String>?, from file: SourceFile) -> Set<String>? {
        let some = owners?.filter { House.mayImport(House.module(of: $0), in: file.home ?? "") || House.module(of: $0) == file.module }
        return some?.isEmpty == true ? nil : some
    }

    /// Words before a colon, labels and parameters, and the parameters of closures and loops before `in`.
    private static func labels(in code: SwiftCode) -> Set<String> {
        var labels: Set<String> = []
        for (place, word) in code.words.enumerated() {
            if code.significantByte(from: word.end) == UInt8(ascii: ":") { labels.insert(word.text) }
            guard word.text == "in" else { continue }
            var before = place - 1
            while before >= 0 {
                labels.insert(code.words[before].text)
                guard before > 0, code.significantByte(before: code.words[before].offset) == UInt8(ascii: ",") else { break }
                before -= 1
            }
        }
        return labels
    }
}
