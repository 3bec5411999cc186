/// The text of a web page that a gateway sends in place of JSON.
enum PageText {
    /// The most bytes of a page that are read.
    private static let readable = 65_536

    /// The page's title, or its first words without tags; nil if it has no text.
    static func words(of page: ArraySlice<UInt8>) -> String? {
        var words: [UInt8] = []
        var title: [UInt8]?
        // The name of the current element if it is the title or its text is not for readers.
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
