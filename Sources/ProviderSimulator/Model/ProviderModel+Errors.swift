import BatchEngine

extension ProviderModel {
    /// - Parameter wait: how long the client is asked to wait, in a header of the form that the options name.
    func errorAnswer(
        _ refusal: Refusal, wait: Duration?, after delay: Duration, ticket: SimulatedAnswer.Ticket, at now: Instant
    ) -> SimulatedAnswer {
        // Cloudflare's own errors are pages for people.
        if (520...524).contains(refusal.status) { return htmlAnswer(status: refusal.status, after: delay) }
        var headers = Self.jsonHeaders
        if let wait, let header = Self.retryHeader(wait, in: options.retryAfter, at: now + delay) { headers.append(header) }
        return SimulatedAnswer(
            status: refusal.status, headers: headers, headDelay: delay, pieces: [.init(bytes: refusal.body(in: options.errors))],
            ending: .complete, ticket: ticket)
    }

    func htmlAnswer(status: Int, after delay: Duration) -> SimulatedAnswer {
        SimulatedAnswer(
            status: status, headers: [(name: "content-type", value: "text/html")], headDelay: delay,
            pieces: [.init(bytes: Refusal.page(status: status))], ending: .complete, ticket: ticketOfRequest)
    }

    func errorIn200(streams: Bool, after delay: Duration) -> SimulatedAnswer {
        let body = Refusal(status: 502, message: "The provider failed while it generated").body(in: .numeric)
        return SimulatedAnswer(
            status: 200, headers: streams ? Self.streamHeaders : Self.jsonHeaders, headDelay: delay,
            pieces: [.init(bytes: streams ? Rendering.event(body) : body)], ending: .complete, ticket: ticketOfRequest)
    }

    /// Never tells less than `wait`: what a form cannot say exactly is rounded up.
    static func retryHeader(
        _ wait: Duration, in form: SimulatorOptions.RetryAfterForm, at now: Instant
    ) -> (name: String, value: String)? {
        switch form {
        case .none: nil
        case .milliseconds: (name: "retry-after-ms", value: String((wait.nanoseconds + 999_999) / 1_000_000))
        case .seconds: (name: "retry-after", value: String((wait.nanoseconds + 999_999_999) / 1_000_000_000))
        case .date: (name: "retry-after", value: httpDate(now + wait + .nanoseconds(999_999_999)))
        }
    }

    /// A date as HTTP headers have it (RFC 9110, section 5.6.7).
    static func httpDate(_ instant: Instant) -> String {
        let time = CivilTime(instant)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1970-01-01 was a Thursday.
        let day = days[Int(((instant.unixSeconds / 86_400) % 7 + 7) % 7)]
        return "\(day), \(two(time.day)) \(months[time.month - 1]) \(time.year) "
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) GMT"
    }
}
