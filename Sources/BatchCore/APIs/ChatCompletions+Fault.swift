extension ChatCompletions {
    /// The outcome of a transfer without a complete response. If no server was reached, no request was received and nothing is billed.
    /// Otherwise the server may have worked, and may bill the lost reply.
    static func outcome(of fault: TransferFault, account: Account) -> Outcome {
        let server = account.baseURL
        func failure(_ code: String, _ message: String) -> Failure {
            Failure(code: code, message: ShortText.of(message, hiding: account.key))
        }
        switch fault {
        case .hostNotFound(let detail):
            return .unreachable(
                failure("host_not_found", "the host of \(server) was not found (\(detail)); check the base URL and the network"))
        case .connectionRefused(let detail):
            return .unreachable(
                failure(
                    "connection_refused",
                    "nothing accepts connections at \(server) (\(detail)); check the base URL, and that the server runs"))
        case .connectTimeout(let limit):
            return .unreachable(
                failure("connect_timeout", "no connection to \(server) within \(limit.brief)"))
        case .insecure(let detail):
            return .unreachable(
                failure(
                    "insecure_connection",
                    "no connection to be trusted stood to \(server) (\(detail)); check the base URL and the server's certificate"))
        case .idleTimeout(let limit):
            return .transient(
                failure("idle_timeout", "nothing was received for \(limit.brief)"))
        case .attemptTimeout(let limit):
            return .transient(
                failure("attempt_timeout", "the response was not complete after \(limit.brief)"))
        case .torn(let detail):
            return .transient(failure("torn_reply", "the connection ended before the response did (\(detail))"))
        case .bodyTooLarge(let limit):
            return .rejected(failure("reply_too_large", "the response is longer than \(limit) bytes; lower max_tokens"))
        case .other(let detail):
            return .transient(failure("connection_lost", "the connection to \(server) was lost (\(detail))"))
        }
    }
}
