/// The words of a web page, as gateways send it in place of JSON.
enum PageText {
    /// How many bytes of a page are looked at.
    private static let readable = 65_536

    /// The page's title, or its first words without the tags; nil if it has none.
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
