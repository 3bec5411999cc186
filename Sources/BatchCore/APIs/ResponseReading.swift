/// One response, with the facts needed to find its meaning.
struct ResponseReading {
    let response: HTTPResponse
    let account: Account
    /// The facts of the request that matter here.
    var frame = ReplyFrame(account: AccountID(0))
    /// The instant from which waits are counted that are given as points in time.
    let now: Instant

    /// The meaning of an error status, from the provider's table.
    var outcomeOfError: Outcome {
        let body = ErrorBody(response.body)
        return outcome(of: body, status: response.status, entry: account.errors.entry(status: response.status, text: body.searchText))
    }

    /// Providers do not redirect their API, so the base URL is wrong, and the key must not be sent to another place.
    var outcomeOfRedirect: Outcome {
        let target = response.header("location").map { " to \($0)" } ?? ""
        return .accountStopped(
            failure(
                "redirected",
                "the server at \(account.baseURL) redirects\(target) (status \(response.status)); check the base URL"))
    }

    /// The meaning of an error inside a successful response. It follows from the status that the error contains, then from a status that
    /// one of its codes stands for, then from a code that is the title or marker of an entry. Otherwise the error counts as transient.
    /// - Parameter usage: the usage received before the error; nil if only the error may contain it.
    func outcome(ofErrorInside root: JSONValue, error: JSONValue, usage: Usage? = nil) -> Outcome {
        let body = ErrorBody(root: root, error: error)
        let usage = usage ?? self.usage(of: root)
        if let status = body.status, let entry = account.errors.entry(status: status, text: body.searchText) {
            return outcome(of: body, status: status, entry: entry, usage: usage)
        }
        if let status = ErrorTable.status(ofWords: body.words) {
            return outcome(
                of: body, status: status, entry: account.errors.entry(status: status, text: body.searchText), usage: usage)
        }
        let entry = account.errors.entry(named: body.words + [body.message ?? ""])
        return outcome(of: body, status: entry?.statuses.lowerBound ?? response.status, entry: entry, usage: usage)
    }

    private func outcome(of body: ErrorBody, status: Int, entry: ErrorEntry?, usage: Usage? = nil) -> Outcome {
        guard let entry else {
            let message = body.message ?? "the server answered with status \(response.status) and no explanation"
            return .transient(failure("unexpected_error", message, wait: wait(status: status, body: body), usage: usage))
        }
        let message = body.message ?? "\(entry.title): \(entry.meaning)"
        var failure = failure(entry.code, message, usage: usage)
        failure.advice = entry.advice
        // OpenRouter reports if a retry is useless (https://openrouter.ai/docs/api/reference/errors-and-debugging).
        let isFinal = body.error?["availability"]?["retryable"]?.bool == false
        switch entry.handling {
        case .retry where isFinal: return .rejected(failure)
        // A limit belongs to the account, not to the job.
        case .throttle where isFinal:
            failure.advice = .onLimit
            return .accountStopped(failure)
        case .throttle, .retry:
            failure.wait = wait(status: status, body: body)
            return entry.handling == .throttle ? .throttled(failure) : .transient(failure)
        case .resend: return frame.goesOnFromKept ? .historyLost(failure) : .rejected(failure)
        case .reject: return .rejected(failure)
        case .stop: return .accountStopped(failure)
        }
    }

    /// The usage in a response or an error.
    func usage(of root: JSONValue) -> Usage? { Usage(root["usage"], costMember: costMember) }

    var costMember: String? { account.costReport?.usageMember }

    private func wait(status: Int, body: ErrorBody) -> Duration? {
        RequestedWait.find(headers: response.headers, status: status, body: body, now: now)
    }

    /// A failure of this response. Its message can be stored: it is on one line, short, and without the key.
    func failure(_ code: String, _ message: String, wait: Duration? = nil, usage: Usage? = nil) -> Failure {
        Failure(
            code: code, message: ShortText.of(message, hiding: account.key), httpStatus: response.status, wait: wait, usage: usage,
            requestID: requestID)
    }

    private var requestID: String? {
        Self.requestIDs.lazy.compactMap { response.header($0).map { ShortText.of($0, hiding: account.key) } }.first { !$0.isEmpty }
    }

    /// The headers in which servers name their responses: LiteLLM (https://docs.litellm.ai/docs/proxy/response_headers); OpenAI, Groq and
    /// most (https://developers.openai.com/api/reference/overview#debugging-requests); Anthropic; OpenRouter; Together.ai; servers behind
    /// Cloudflare.
    private static let requestIDs = [
        "x-litellm-call-id", "x-request-id", "request-id", "x-generation-id", "x-together-traceid", "cf-ray",
    ]
}
