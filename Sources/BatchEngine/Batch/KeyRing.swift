package import BatchCore
import Glibc

/// Keys from the environment, then from a `.env` file in the working folder. Never from an argument.
package struct KeyRing: Sendable {
    private let file: DotEnv

    package init() throws(FileError) { file = try DotEnv(path: ".env") }

    /// Number of the first line of the file that sets no variable; nil if all do.
    package var ignoredLine: Int? { file.ignoredLines.first }

    package subscript(_ variable: String) -> Secret? {
        Environment.value(variable).flatMap { Secret($0).trimmed } ?? file[variable]?.trimmed
    }
}

/// The environment of the process.
package enum Environment {
    package static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
