import BatchCore
import CCurl

/// An easy handle and what it collects for its attempt. It serves one attempt after another.
final class CurlTransfer {
    var easy: EasyHandle
    /// The attempt in flight.
    private(set) var id = AttemptID(slot: SlotID(0), serial: 0)
    private(set) var account: CurlAccount
    private(set) var startedAt = Instant.epoch
    /// What the wire format needs to read the response.
    private(set) var frame: ReplyFrame
    /// Its index among the loop's transfers in flight.
    var place = 0

    /// Time of the first part of a streamed answer.
    private(set) var firstTokenAt: Instant?

    private let clock: any EngineClock
    private let bodyLimit: Int
    private var headers: [(name: String, value: String)] = []
    private var body: [UInt8] = []
    private var isTooLarge = false
    /// Number of bytes moved at the last look, and the time since which that number is the same.
    private var bytesMoved = 0
    private var stillSince = Instant.epoch
    /// Nil if the request is not for a stream.
    private var watch: StreamWatch?
    private var awaitsToken = false

    init(options: CurlOptions, noProxy: String, account: CurlAccount, clock: any EngineClock) {
        easy = EasyHandle(options: options, noProxy: noProxy)
        bodyLimit = options.bodyLimit
        (self.account, self.clock) = (account, clock)
        frame = ReplyFrame(account: account.id)
        easy.belong(to: self)
    }

    func begin(_ attempt: Attempt, account: CurlAccount, streams: Bool, at now: Instant) {
        (id, self.account, startedAt) = (attempt.id, account, now)
        (bytesMoved, stillSince, isTooLarge) = (0, now, false)
        frame = ReplyFrame(attempt)
        (watch, awaitsToken, firstTokenAt) = (streams ? StreamWatch() : nil, streams, nil)
    }

    /// The result of the transfer that ended with `code`. It takes the collected bytes out.
    func takeResult(_ code: CURLcode) -> Result<HTTPResponse, TransferFault> {
        defer { forget() }
        if isTooLarge { return .failure(.bodyTooLarge(limit: bodyLimit)) }
        if code != CURLE_OK {
            let fault = easy.fault(code, deadlines: account.deadlines)
            guard case .torn = fault, watch?.isStream == true else { return .failure(fault) }
            // An event stream shows whether its answer is whole. What arrived is read, also for its cost.
        }
        var response = HTTPResponse(status: easy.status, headers: headers, body: [])
        swap(&response.body, &body)
        return .success(response)
    }

    /// Prepares for the next attempt.
    func forget() {
        easy.forgetBody()
        headers = []
        body = []
    }

    /// Whether nothing was sent or received within the idle deadline. Must be called at intervals, because it compares with
    /// the call before.
    ///
    /// In an event stream only data counts, not comments. The stream is read here and not on arrival, because few streams
    /// live that long.
    func idles(at now: Instant) -> Bool {
        watch?.look(at: body)
        let moved = watch?.dataCount.map { easy.bytesSent + easy.headerBytes + $0 } ?? easy.bytesMoved
        if moved != bytesMoved { (bytesMoved, stillSince) = (moved, now) }
        return now - stillSince >= account.deadlines.idle
    }
}

extension CurlTransfer {
    /// `CURLOPT_WRITEFUNCTION`: receives bytes of the body, decoded. Returning another count than was given ends the transfer.
    static let bodyCame: curl_write_callback = { bytes, size, count, pointer in
        guard let transfer = unsafe transfer(pointer), let bytes = unsafe bytes else { return 0 }
        let came = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        guard transfer.body.count + came.count <= transfer.bodyLimit else {
            transfer.isTooLarge = true
            return 0
        }
        unsafe transfer.body.append(contentsOf: came)
        if transfer.awaitsToken { transfer.lookForToken() }
        return came.count
    }

    private func lookForToken() {
        watch?.look(at: body)
        guard watch?.hasToken == true else { return }
        (firstTokenAt, awaitsToken) = (clock.now(), false)
    }

    /// `CURLOPT_HEADERFUNCTION`: receives one line of a response's head, or of the trailer of a chunked body.
    static let headerCame: curl_write_callback = { bytes, size, count, pointer in
        guard let transfer = unsafe transfer(pointer), let bytes = unsafe bytes else { return 0 }
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        unsafe transfer.note(line)
        return line.count
    }

    private static func transfer(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue()
    }

    private func note(_ line: UnsafeRawBufferPointer) {
        // A status line begins another response. The headers before it belong to a 1xx, or to a proxy's answer to CONNECT.
        if unsafe line.starts(with: "HTTP/".utf8) { return headers.removeAll(keepingCapacity: true) }
        guard let colon = unsafe line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return }
        var start = colon + 1
        var end = line.count
        while start < end, unsafe Self.isBlank(line[start]) { start += 1 }
        while end > start, unsafe Self.isBlank(line[end - 1]) { end -= 1 }
        let name = unsafe String(decoding: line[..<colon], as: UTF8.self)
        let value = unsafe String(decoding: line[start..<end], as: UTF8.self)
        headers.append((name, value))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }
}
