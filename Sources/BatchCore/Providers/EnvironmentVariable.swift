/// Names of environment variables, some of which hold keys.
package enum EnvironmentVariable {
    /// Whether a shell accepts `text` as the name of a variable: ASCII letters, digits and `_`, without a digit at the beginning.
    /// - Parameter marks: other characters that the name may contain.
    package static func isName(_ text: some StringProtocol, with marks: String = "") -> Bool {
        text.first?.isNumber == false
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || marks.contains($0)) }
    }
}
