import Glibc

/// How many files, sockets among them, the process may have open.
enum OpenFiles {
    /// Raises the limit to the highest that the system lets the process have.
    static func raiseLimit() {
        var limits = current
        guard limits.rlim_cur < limits.rlim_max else { return }
        limits.rlim_cur = limits.rlim_max
        // Where it is refused the limit stays as it is, and so does what the server can bear.
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    }

    static var limit: Int { Int(clamping: current.rlim_cur) }

    private static var current: rlimit {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else {
            return rlimit(rlim_cur: 1_024, rlim_max: 1_024)
        }
        return limits
    }
}
