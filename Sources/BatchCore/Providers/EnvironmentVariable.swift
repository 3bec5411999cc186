/// Rules for the names of environment variables that hold keys.
package enum EnvironmentVariable {
    /// Whether `text` is a variable name that a shell accepts: ASCII letters, digits and `_`, not beginning with a digit.
    /// - Parameter marks: other characters that the name may contain.
    package static func isName(_ text: some StringProtocol, with marks: String = "") -> Bool {
        text.first?.isNumber == false
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || marks.contains($0)) }
    }
}
