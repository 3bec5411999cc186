// Descriptors: watches sockets and pipes for the other adapters. Floor 5.

import CSystem
import Glibc

/// An epoll descriptor: it becomes readable when a descriptor that it watches is ready.
@safe struct EpollDescriptor: ~Copyable {
    let number: Int32
    private let events: UnsafeMutablePointer<epoll_event>
    private static var capacity: Int { 256 }

    init() {
        number = epoll_create1(Int32(EPOLL_CLOEXEC))
        precondition(number >= 0, "no epoll descriptor could be made: error \(errno)")
        unsafe events = .allocate(capacity: Self.capacity)
    }

    deinit {
        close(number)
        unsafe events.deallocate()
    }

    /// Watches `descriptor` for the events of `mask`, whether or not it was watched before. The system may reuse the number of
    /// a closed descriptor, and that number may still be watched.
    borrowing func watch(_ descriptor: Int32, for mask: UInt32) {
        var event = unsafe epoll_event()
        unsafe event.events = mask
        unsafe event.data.fd = descriptor
        if unsafe epoll_ctl(number, EPOLL_CTL_ADD, descriptor, &event) != 0, errno == EEXIST {
            unsafe epoll_ctl(number, EPOLL_CTL_MOD, descriptor, &event)
        }
    }

    borrowing func unwatch(_ descriptor: Int32) {
        epoll_ctl(number, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// Calls `body` with each descriptor that is ready now and its events. Never waits.
    /// - Returns: the number of ready descriptors.
    borrowing func forEachReady(_ body: (_ descriptor: Int32, _ events: UInt32) -> Void) -> Int {
        let count = Int(unsafe epoll_wait(number, events, Int32(Self.capacity), 0))
        guard count > 0 else { return 0 }
        for place in 0..<count {
            let event = unsafe events[place]
            unsafe body(event.data.fd, event.events)
        }
        return count
    }
}
