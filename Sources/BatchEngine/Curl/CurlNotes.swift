import CCurl
import CSystem

/// What curl's callbacks about sockets and time leave for the worker. Curl finds it by pointer, apart from the loop, since
/// the loop is in the middle of a call to curl whenever a callback runs.
final class CurlNotes {
    let epoll = EpollDescriptor()
    /// When curl wants to be called without a socket's being ready, in milliseconds from the note; nil where it said
    /// nothing since this was last taken. Negative for never.
    var timeout: Int?

    func takeTimeout() -> Int? {
        defer { timeout = nil }
        return timeout
    }

    /// `CURLMOPT_TIMERFUNCTION`. Curl must not be called from in here, so a timeout of 0 is noted like any other.
    static let timerChanged: curl_multi_timer_callback = { _, milliseconds, pointer in
        if let pointer = unsafe pointer {
            unsafe Unmanaged<CurlNotes>.fromOpaque(pointer).takeUnretainedValue().timeout = milliseconds
        }
        return 0
    }

    /// `CURLMOPT_SOCKETFUNCTION`. The socket is watched, or no longer, before this returns: curl closes none that is watched.
    static let socketChanged: curl_socket_callback = { _, socket, interest, pointer, _ in
        guard let pointer = unsafe pointer else { return 0 }
        let notes = unsafe Unmanaged<CurlNotes>.fromOpaque(pointer).takeUnretainedValue()
        switch interest {
        case CURL_POLL_REMOVE: notes.epoll.unwatch(socket)
        case CURL_POLL_IN: notes.epoll.watch(socket, for: EPOLLIN.rawValue)
        case CURL_POLL_OUT: notes.epoll.watch(socket, for: EPOLLOUT.rawValue)
        default: notes.epoll.watch(socket, for: EPOLLIN.rawValue | EPOLLOUT.rawValue)
        }
        return 0
    }

    /// What the events of an epoll descriptor are called by `curl_multi_socket_action`.
    static func action(for events: UInt32) -> Int32 {
        var action: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { action |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { action |= CURL_CSELECT_OUT }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { action |= CURL_CSELECT_ERR }
        return action
    }
}
