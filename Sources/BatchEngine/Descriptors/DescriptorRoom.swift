import Glibc
import Synchronization

/// How many descriptors this process may have open.
enum DescriptorRoom {
    /// What was asked for in the life of the process.
    private static let wanted = Mutex(256)

    /// Makes room for `count` more, where the system allows it: raises the limit where it might be met.
    static func make(for count: Int) {
        wanted.withLock { wanted in
            wanted += count
            var limit = rlimit()
            guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(wanted) else {
                return
            }
            limit.rlim_cur = min(limit.rlim_max, rlim_t(wanted))
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
    }
}
