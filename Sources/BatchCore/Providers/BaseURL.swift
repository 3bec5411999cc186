/// The form of base URLs. A base URL is printed, logged and stored, so it must contain no secret.
package enum BaseURL {
    /// The fault of `url`, as words that continue a sentence about it; nil if it is valid. The URL is not repeated if it may contain a
    /// secret.
    package static func objection(to url: String) -> String? {
        let afterScheme = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
        let authority = afterScheme.prefix { $0 != "/" }
        if authority.contains("@") { return "must not hold a user and a password; a key comes from the environment" }
        if url.contains("?") || url.contains("#") { return "must not hold a query; /chat/completions is put at its end" }
        if ["/chat/completions", "/responses"].contains(where: url.hasSuffix) {
            return "must end before /chat/completions, which is put at its end"
        }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            return "must begin with http:// or https://, and \"\(url)\" does not"
        }
        return authority.isEmpty || url.contains(where: \.isWhitespace) ? "must name a host, as http://127.0.0.1:8000/v1 does" : nil
    }
}
