/// The declarations of a Swift file, and the types around them.
struct Outline {
    enum Kind { case type, alias, extended, function, variable, enumCase, initializer }

    struct Declaration {
        let kind: Kind
        /// Empty for an operator.
        let name: String
        let offset: Int
        /// The offset of its first modifier or its keyword.
        let start: Int
        /// The types around it, outermost first.
        let scope: [String]
        /// Whether it is in a body of code, and not in a type or at the top of the file.
        let isLocal: Bool
        let modifiers: Set<String>

        var isPrivate: Bool { modifiers.contains("private") || modifiers.contains("fileprivate") }
        var isTopLevel: Bool { scope.isEmpty && !isLocal }
        var isType: Bool { kind == .type || kind == .alias }
    }

    /// The body of a type or an extension.
    struct Body {
        let range: Range<Int>
        /// The names of the types around and this one, outermost first.
        let types: [String]
    }

    private(set) var declarations: [Declaration] = []
    private(set) var bodies: [Body] = []
    /// Names of generic parameters.
    private(set) var generics: Set<String> = []

    init(of code: SwiftCode) {
        var reader = OutlineReader(code)
        reader.run()
        (declarations, bodies, generics) = (reader.declarations, reader.bodies, reader.generics)
    }

    /// The types around the place, outermost first.
    func types(around offset: Int) -> [String] {
        bodies.filter { $0.range.contains(offset) }.max { $0.types.count < $1.types.count }?.types ?? []
    }
}
