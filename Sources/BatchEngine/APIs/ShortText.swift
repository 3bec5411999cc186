/// Makes foreign text fit to be kept and shown: on one line, short, and without the account's key.
enum ShortText {
    /// How many bytes of a text are looked at.
    static let readable = 4_096

    /// `text` as one line: each run of white space and control characters is one space. Keeps about ``readable`` bytes.
    static func collapsed(_ text: String) -> String {
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
    static func of(_ text: String, hiding key: Secret?) -> String {
        let whole = collapsed(text)
        let safe = key?.redacting(whole) ?? whole
        // The bytes are bounded as well, since a character may be made of any number of them.
        guard safe.utf8.count > Bounds.errorText else { return safe }
        var bytes = 0
        let cut = safe.prefix(Bounds.errorText).prefix { character in
            bytes += character.utf8.count
            return bytes <= Bounds.errorText * 4
        }
        return cut.endIndex < safe.endIndex ? cut + "…" : safe
    }
}

/// The words of a web page, as gateways send it in place of JSON.
enum PageText {
    /// How many bytes of a page are looked at.
    private static let readable = 65_536

    /// The page's title, or its first words without the tags; nil where it has none.
    static func words(of page: ArraySlice<UInt8>) -> String? {
        var words: [UInt8] = []
        var title: [UInt8]?
        // The name of the element whose text is not for readers, or is the title.
        var element = ""
        var rest = page.prefix(readable)
        while let first = rest.first, title == nil {
            if first == UInt8(ascii: "<") {
                let tag = rest.dropFirst().prefix { $0 != UInt8(ascii: ">") }
                rest = rest.dropFirst(tag.count + 2)
                element = String(decoding: tag.prefix { $0 > UInt8(ascii: " ") }, as: UTF8.self).lowercased()
            } else {
                let text = rest.prefix { $0 != UInt8(ascii: "<") }
                rest = rest.dropFirst(text.count)
                switch element {
                case "title": if text.contains(where: { $0 > UInt8(ascii: " ") }) { title = Array(text) }
                case "script", "style": break
                default: words += [UInt8(ascii: " ")] + text
                }
            }
        }
        let collapsed = ShortText.collapsed(String(decoding: title ?? words, as: UTF8.self))
        return collapsed.isEmpty ? nil : collapsed
    }
}
