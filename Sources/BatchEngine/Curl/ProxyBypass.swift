import Glibc

/// The hosts that are asked without a proxy.
enum ProxyBypass {
    /// This machine's own names, besides those that `no_proxy` (or `NO_PROXY`) lists. The option replaces the variable, so
    /// both are put together (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html).
    static func merged(with listed: String?) -> String {
        let own = "localhost,127.0.0.1,::1"
        guard let listed, !listed.isEmpty else { return own }
        // An asterisk means every host only where it stands alone.
        return listed == "*" ? "*" : "\(own),\(listed)"
    }

    static func fromEnvironment() -> String {
        merged(with: variable("no_proxy") ?? variable("NO_PROXY"))
    }

    private static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
