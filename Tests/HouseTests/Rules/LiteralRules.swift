/// Texts that the library must not contain.
enum LiteralRules {
    /// Options of the servers that messages are about.
    private static let foreign: Set = ["api-key", "jinja", "max-queued-requests", "served-model-name"]

    /// Literals of the library that name an option. The library's advice is a code with data; the command adds the options.
    static func options(_ files: [SourceFile]) -> [String] {
        files.filter { $0.home.map { ["BatchCore", "BatchEngine"].contains(House.module(of: $0)) } == true }.flatMap { file -> [String] in
            let bytes = file.code.literals
            return bytes.indices.dropLast(2).filter { place in
                bytes[place] == UInt8(ascii: "-") && bytes[place + 1] == UInt8(ascii: "-")
                    && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[place + 2])
                    && (place == 0 || bytes[place - 1] != UInt8(ascii: "-") && !SwiftCode.isWordByte(bytes[place - 1]))
            }.compactMap { place in
                let bytes = bytes[(place + 2)...].prefix { SwiftCode.isWordByte($0) || $0 == UInt8(ascii: "-") }
                let name = String(decoding: bytes, as: UTF8.self)
                return foreign.contains(name) ? nil : file.violation(at: place, "the library names the option --\(name)")
            }
        }
    }
}
