import Glibc

/// The hosts that curl connects to without a proxy.
enum ProxyBypass {
    /// The names of this machine, and those that `no_proxy` (or `NO_PROXY`) lists. Curl's option replaces the variable, so it
    /// must contain both (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html).
    static func merged(with listed: String?) -> String {
        let own = "localhost,127.0.0.1,::1"
        guard let listed, !listed.isEmpty else { return own }
        // An asterisk means every host only if it stands alone.
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
