import BatchCore
import CCurl

extension EasyHandle {
    /// The reason why the transfer that ended with `code` has no response (https://curl.se/libcurl/c/libcurl-errors.html).
    borrowing func fault(_ code: CURLcode, deadlines: Deadlines) -> TransferFault {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_URL_MALFORMAT: .hostNotFound(detail(code))
        case CURLE_COULDNT_CONNECT: .connectionRefused(detail(code))
        case CURLE_OPERATION_TIMEDOUT:
            wasConnected ? .attemptTimeout(deadlines.attempt) : .connectTimeout(deadlines.connect)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED:
            .insecure(detail(code))
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_SEND_FAIL_REWIND, CURLE_SSL_SHUTDOWN_FAILED:
            .torn(detail(code))
        default: .other(detail(code))
        }
    }
}
