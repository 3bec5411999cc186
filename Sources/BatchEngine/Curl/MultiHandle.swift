import BatchCore
import CCurl

/// A `CURLM`: transfers that run at once and share connections.
@safe struct MultiHandle: ~Copyable {
    /// Curl has a pointer to them as long as the handle lives.
    let notes: CurlNotes
    private let multi: UnsafeMutableRawPointer

    init(notes: CurlNotes) {
        guard let multi = unsafe curl_multi_init() else { preconditionFailure("libcurl has no memory for a multi handle") }
        self.notes = notes
        unsafe self.multi = multi
        let pointer = unsafe Unmanaged.passUnretained(notes).toOpaque()
        unsafe ccurl_multi_set_socket(multi, CurlNotes.socketChanged)
        unsafe ccurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, pointer)
        unsafe ccurl_multi_set_timer(multi, CurlNotes.timerChanged)
        unsafe ccurl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, pointer)
        unsafe ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    /// Sets the number of connections that curl keeps, in use or not. To make room it closes the one that was idle longest.
    borrowing func keepConnections(_ count: Int) {
        unsafe ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, count)
    }

    /// Starts the transfer.
    /// - Returns: nil, or the reason why it cannot start.
    borrowing func add(_ easy: borrowing EasyHandle) -> TransferFault? {
        let code = unsafe curl_multi_add_handle(multi, easy.pointer)
        guard code != CURLM_OK else { return nil }
        return unsafe .other(String(cString: curl_multi_strerror(code)))
    }

    /// Removes the transfer. If it has not ended, its connection is closed.
    borrowing func remove(_ easy: borrowing EasyHandle) {
        unsafe curl_multi_remove_handle(multi, easy.pointer)
    }

    /// Continues the transfers that wait for `socket`.
    borrowing func act(on socket: Int32, _ action: Int32) {
        var running: Int32 = 0
        unsafe curl_multi_socket_action(multi, socket, action, &running)
    }

    /// Continues the transfers whose timeouts have passed.
    borrowing func actOnTime() {
        act(on: CURL_SOCKET_BAD, 0)
    }

    /// A transfer that has ended and was not returned before. The caller must remove it.
    borrowing func nextEnded() -> (transfer: CurlTransfer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else { continue }
            let code = unsafe ccurl_message_result(message)
            var pointer: UnsafeMutableRawPointer?
            unsafe ccurl_get_pointer(easy, CURLINFO_PRIVATE, &pointer)
            guard let pointer = unsafe pointer else { continue }
            return (unsafe Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue(), code)
        }
        return nil
    }
}
