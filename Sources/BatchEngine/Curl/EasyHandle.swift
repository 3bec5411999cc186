import BatchCore
import CCurl
import Glibc

/// A `CURL`: one transfer at a time. What never changes is set when it is made, and what stayed the same since the transfer
/// before is not set again.
@safe struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    /// Curl's sentence about what went wrong, ended by a zero.
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
        // A request must not go anywhere by another protocol, whatever a job file says.
        let allowed = unsafe ccurl_allow_http_alone(easy)
        precondition(allowed == CURLE_OK, "libcurl was built without HTTPS")
        unsafe ccurl_leave_resolver_behind(easy)
        unsafe ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        unsafe ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        unsafe ccurl_set_long(easy, CURLOPT_POST, 1)
        unsafe ccurl_set_long(easy, CURLOPT_TCP_NODELAY, 1)
        unsafe ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        unsafe ccurl_set_socket_option(easy, Self.giveUpUnanswered)
        // A buffer for bodies over 64 KB, and for every body under TLS, that stays with the handle: the smallest there is.
        unsafe ccurl_set_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, 16_384)
        unsafe ccurl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        unsafe ccurl_set_text(easy, CURLOPT_USERAGENT, options.userAgent)
        unsafe ccurl_set_text(easy, CURLOPT_NOPROXY, noProxy)
        if let file = options.certificateFile { unsafe ccurl_set_text(easy, CURLOPT_CAINFO, file) }
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe sentence.deallocate()
    }

    /// `CURLOPT_SOCKOPTFUNCTION`: a peer that leaves sent bytes unacknowledged for four minutes is gone. Without it the
    /// system tries for a quarter of an hour, and all that time new HTTP/2 streams would be put on the dead connection.
    private static let giveUpUnanswered: curl_sockopt_callback = { _, socket, _ in
        var milliseconds: UInt32 = 240_000
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &milliseconds, socklen_t(MemoryLayout<UInt32>.size))
        return CURL_SOCKOPT_OK
    }
}

extension EasyHandle {
    /// Makes the callbacks and the multi handle find `transfer`.
    borrowing func belong(to transfer: CurlTransfer) {
        let owner = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe ccurl_set_pointer(pointer, CURLOPT_PRIVATE, owner)
        unsafe ccurl_set_write(pointer, CURLOPT_WRITEFUNCTION, CurlTransfer.bodyCame)
        unsafe ccurl_set_pointer(pointer, CURLOPT_WRITEDATA, owner)
        unsafe ccurl_set_write(pointer, CURLOPT_HEADERFUNCTION, CurlTransfer.headerCame)
        unsafe ccurl_set_pointer(pointer, CURLOPT_HEADERDATA, owner)
    }

    /// - Returns: nil, or why the request cannot be sent.
    mutating func prepare(_ request: HTTPRequest, headers: HeaderList, deadlines: CurlDeadlines) -> TransferFault? {
        unsafe sentence[0] = 0
        if url != request.url {
            // Clear HTTP has no negotiation that could end a wait for HTTP/2; over TLS one handshake tells for all.
            let isSecure = request.url.prefix(6).lowercased() == "https:"
            let version = isSecure ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1)
            unsafe ccurl_set_long(pointer, CURLOPT_HTTP_VERSION, version)
            unsafe ccurl_set_long(pointer, CURLOPT_PIPEWAIT, isSecure ? 1 : 0)
            let code = unsafe ccurl_set_text(pointer, CURLOPT_URL, request.url)
            guard code == CURLE_OK else { return fault(code, deadlines: deadlines) }
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
        if connectTimeout != deadlines.connectMilliseconds {
            connectTimeout = deadlines.connectMilliseconds
            unsafe ccurl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, connectTimeout)
        }
        if attemptTimeout != deadlines.attemptMilliseconds {
            attemptTimeout = deadlines.attemptMilliseconds
            unsafe ccurl_set_long(pointer, CURLOPT_TIMEOUT_MS, attemptTimeout)
        }
        // Giving a body, also an empty one, would make a POST of it.
        if request.method == "GET" { return nil }
        unsafe ccurl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        let code = setBody(request.body)
        return code == CURLE_OK ? nil : fault(code, deadlines: deadlines)
    }

    private borrowing func setBody(_ body: [UInt8]) -> CURLcode {
        // An empty array may have no address, and curl would take that for a body to be read elsewhere.
        guard !body.isEmpty else { return unsafe ccurl_set_text(pointer, CURLOPT_COPYPOSTFIELDS, "") }
        return unsafe body.withUnsafeBytes {
            unsafe ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
        }
    }

    /// Lets go of the body that was sent.
    borrowing func forgetBody() {
        unsafe ccurl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, 0)
        unsafe ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, nil)
    }

    var status: Int {
        var status = 0
        unsafe ccurl_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    /// How many bytes have gone and come: a number that changes while something happens.
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

    /// How many bytes of a response's head have come.
    var headerBytes: Int {
        var header = 0
        unsafe ccurl_get_long(pointer, CURLINFO_HEADER_SIZE, &header)
        return header
    }

    /// Whether the transfer had a connection, TLS included.
    var wasConnected: Bool {
        var time: curl_off_t = 0
        unsafe ccurl_get_size(pointer, CURLINFO_PRETRANSFER_TIME_T, &time)
        return time > 0
    }

    /// What curl says of the transfer that ended with `code`.
    borrowing func detail(_ code: CURLcode) -> String {
        let own = unsafe String(cString: sentence)
        return unsafe own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
    }
}
