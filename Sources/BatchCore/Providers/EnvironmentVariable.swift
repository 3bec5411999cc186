/// Names of environment variables, of which some hold keys.
package enum EnvironmentVariable {
    /// Whether a shell takes `text` for the name of a variable.
    package static func isName(_ text: String) -> Bool {
        text.first?.isNumber == false && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
