import BatchCore
import CCurl
import Glibc

/// A `CURL`, for one transfer at a time. What never changes is set once. What is the same as in the transfer before is not
/// set again.
@safe struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    /// Curl's message about the last error, ended by a zero.
    private let sentence: UnsafeMutablePointer<CChar>
    private var url = ""
    private var headers: HeaderList?
    private var method = "POST"
    private var connectTimeout = -1
    private var attemptTimeout = -1

    init(options: CurlOptions, noProxy: String) {
        guard let easy = unsafe curl_easy_init() else { preconditionFailure("libcurl has no memory for an easy handle") }
        unsafe pointer = easy
        unsafe sentence = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe sentence.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, sentence)
        // No other protocol, whatever URL a user gives.
        let allowed = unsafe ccurl_allow_http_alone(easy)
        precondition(allowed == CURLE_OK, "libcurl was built without HTTPS")
        unsafe ccurl_leave_resolver_behind(easy)
        unsafe ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        unsafe ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        unsafe ccurl_set_long(easy, CURLOPT_POST, 1)
        unsafe ccurl_set_long(easy, CURLOPT_TCP_NODELAY, 1)
        unsafe ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        unsafe ccurl_set_socket_option(easy, Self.giveUpUnanswered)
        // Curl keeps this buffer with the handle, for bodies over 64 KB and for every body under TLS. This is its smallest size.
        unsafe ccurl_set_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, 16_384)
        unsafe ccurl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        unsafe ccurl_set_text(easy, CURLOPT_USERAGENT, options.userAgent)
        unsafe ccurl_set_text(easy, CURLOPT_NOPROXY, noProxy)
        if let limit = options.connectionIdleLimit {
            unsafe ccurl_set_long(easy, CURLOPT_MAXAGE_CONN, Int(limit.components.seconds))
        }
        if let file = options.certificateFile { unsafe ccurl_set_text(easy, CURLOPT_CAINFO, file) }
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe sentence.deallocate()
    }

    /// `CURLOPT_SOCKOPTFUNCTION`: gives up a peer that does not acknowledge bytes for four minutes. Without it the system
    /// tries for a quarter of an hour, and curl would put new HTTP/2 streams on the dead connection all that time.
    private static let giveUpUnanswered: curl_sockopt_callback = { _, socket, _ in
        var milliseconds: UInt32 = 240_000
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &milliseconds, socklen_t(MemoryLayout<UInt32>.size))
        return CURL_SOCKOPT_OK
    }
}

extension EasyHandle {
    /// Stores `transfer`, without retaining it, for the callbacks and for the multi handle.
    borrowing func belong(to transfer: CurlTransfer) {
        let owner = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe ccurl_set_pointer(pointer, CURLOPT_PRIVATE, owner)
        unsafe ccurl_set_write(pointer, CURLOPT_WRITEFUNCTION, CurlTransfer.bodyCame)
        unsafe ccurl_set_pointer(pointer, CURLOPT_WRITEDATA, owner)
        unsafe ccurl_set_write(pointer, CURLOPT_HEADERFUNCTION, CurlTransfer.headerCame)
        unsafe ccurl_set_pointer(pointer, CURLOPT_HEADERDATA, owner)
    }

    /// Sets the request up.
    /// - Returns: nil, or the reason why the request cannot be sent.
    mutating func prepare(_ request: HTTPRequest, headers: HeaderList, for account: CurlAccount) -> TransferFault? {
        unsafe sentence[0] = 0
        if url != request.url {
            // Only TLS negotiates the version. There the first handshake shows whether other requests can share its connection.
            let isSecure = request.url.prefix(6).lowercased() == "https:"
            let version = isSecure ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1)
            unsafe ccurl_set_long(pointer, CURLOPT_HTTP_VERSION, version)
            unsafe ccurl_set_long(pointer, CURLOPT_PIPEWAIT, isSecure ? 1 : 0)
            let code = unsafe ccurl_set_text(pointer, CURLOPT_URL, request.url)
            guard code == CURLE_OK else { return fault(code, deadlines: account.deadlines) }
            url = request.url
        }
        if method != request.method {
            unsafe ccurl_set_long(pointer, request.method == "GET" ? CURLOPT_HTTPGET : CURLOPT_POST, 1)
            method = request.method
        }
        if self.headers !== headers {
            unsafe ccurl_set_pointer(pointer, CURLOPT_HTTPHEADER, headers.first)
            self.headers = headers
        }
        if connectTimeout != account.connectMilliseconds {
            connectTimeout = account.connectMilliseconds
            unsafe ccurl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, connectTimeout)
        }
        if attemptTimeout != account.attemptMilliseconds {
            attemptTimeout = account.attemptMilliseconds
            unsafe ccurl_set_long(pointer, CURLOPT_TIMEOUT_MS, attemptTimeout)
        }
        // A body, even an empty one, would turn the request into a POST.
        if request.method == "GET" { return nil }
        unsafe ccurl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        let code = setBody(request.body)
        return code == CURLE_OK ? nil : fault(code, deadlines: account.deadlines)
    }

    private borrowing func setBody(_ body: [UInt8]) -> CURLcode {
        // An empty array may have no address. Curl would then ask a callback for the body.
        guard !body.isEmpty else { return unsafe ccurl_set_text(pointer, CURLOPT_COPYPOSTFIELDS, "") }
        return unsafe body.withUnsafeBytes {
            unsafe ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
        }
    }

    /// Frees the body that was sent.
    borrowing func forgetBody() {
        unsafe ccurl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, 0)
        unsafe ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, nil)
    }

    var status: Int {
        var status = 0
        unsafe ccurl_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    /// Number of bytes sent and received. It changes as long as the transfer moves.
    var bytesMoved: Int {
        var down: curl_off_t = 0
        unsafe ccurl_get_size(pointer, CURLINFO_SIZE_DOWNLOAD_T, &down)
        return bytesSent + Int(down) + headerBytes
    }

    var bytesSent: Int {
        var up: curl_off_t = 0
        unsafe ccurl_get_size(pointer, CURLINFO_SIZE_UPLOAD_T, &up)
        return Int(up)
    }

    /// Number of bytes of the response's head so far.
    var headerBytes: Int {
        var header = 0
        unsafe ccurl_get_long(pointer, CURLINFO_HEADER_SIZE, &header)
        return header
    }

    /// Whether the transfer had a connection, with TLS if the URL needs it.
    var wasConnected: Bool {
        var time: curl_off_t = 0
        unsafe ccurl_get_size(pointer, CURLINFO_PRETRANSFER_TIME_T, &time)
        return time > 0
    }

    /// Curl's message about the transfer that ended with `code`.
    borrowing func detail(_ code: CURLcode) -> String {
        let own = unsafe String(cString: sentence)
        return unsafe own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
    }
}
