/// Prepares external text for storing and showing: on one line, short, and without the account's key.
package enum ShortText {
    /// The most bytes of a text that are read.
    package static let readable = 4_096

    /// `text` as one line: each run of white space and control characters is one space. Keeps about ``readable`` bytes.
    package static func collapsed(_ text: String) -> String {
        var collapsed = String.UnicodeScalarView()
        var count = 0
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            guard count < readable else { break }
            if isBlank(scalar) {
                isSpaceDue = count > 0
                continue
            }
            if isSpaceDue {
                collapsed.append(" ")
                count += 1
            }
            isSpaceDue = false
            collapsed.append(scalar)
            count += UTF8.width(scalar)
        }
        return String(collapsed)
    }

    /// The space, the control characters of ASCII and of Latin-1, and the separators of lines and paragraphs.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// `text` collapsed, without `key`, and cut to ``Bounds/errorText`` characters.
    package static func of(_ text: String, hiding key: Secret? = nil) -> String {
        let whole = collapsed(text)
        let safe = key?.redacting(whole) ?? whole
        // The bytes are limited too, because a character may consist of any number of them.
        guard safe.utf8.count > Bounds.errorText else { return safe }
        var bytes = 0
        let cut = safe.prefix(Bounds.errorText).prefix { character in
            bytes += character.utf8.count
            return bytes <= Bounds.errorText * 4
        }
        return cut.endIndex < safe.endIndex ? cut + "…" : safe
    }
}
