import Glibc

/// The limit of open files of the process; sockets are among them.
enum OpenFiles {
    /// Raises the limit to the highest that the system allows.
    static func raiseLimit() {
        var limits = current
        guard limits.rlim_cur < limits.rlim_max else { return }
        limits.rlim_cur = limits.rlim_max
        // If the system refuses, the limit stays, and so does the number of connections.
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
