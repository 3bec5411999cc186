import CCurl
import CSystem

/// Notes that curl's callbacks about sockets and time leave for the loop. Curl has a pointer to this object and not to the
/// loop, because the loop is inside a call to curl whenever a callback runs.
final class CurlNotes {
    let epoll = EpollDescriptor()
    /// Time until curl wants to be called although no socket is ready, in milliseconds; negative for never. Nil if curl set
    /// no time since the note was last taken.
    var timeout: Int?

    func takeTimeout() -> Int? {
        defer { timeout = nil }
        return timeout
    }

    /// `CURLMOPT_TIMERFUNCTION`. A callback must not call curl, so a timeout of 0 becomes a note like any other.
    static let timerChanged: curl_multi_timer_callback = { _, milliseconds, pointer in
        if let pointer = unsafe pointer {
            unsafe Unmanaged<CurlNotes>.fromOpaque(pointer).takeUnretainedValue().timeout = milliseconds
        }
        return 0
    }

    /// `CURLMOPT_SOCKETFUNCTION`. The change is made before this returns, so that curl never closes a watched socket.
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

    /// The events of an epoll descriptor as `curl_multi_socket_action` takes them.
    static func action(for events: UInt32) -> Int32 {
        var action: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { action |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { action |= CURL_CSELECT_OUT }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { action |= CURL_CSELECT_ERR }
        return action
    }
}
