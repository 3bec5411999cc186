import Glibc
import Synchronization

/// The limit of open descriptors of this process.
enum DescriptorRoom {
    /// The number of descriptors that this process has needed so far.
    private static let wanted = Mutex(256)

    /// Makes room for `count` more descriptors: raises the limit if it might be reached and if the system allows that.
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
