/// What a base URL must be like. It is printed, logged and stored, and so must hold no secret.
package enum BaseURL {
    /// What is wrong with `url`, in words that continue a sentence about it; nil where nothing is. Where the URL may hold a
    /// secret, it is not said again.
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
