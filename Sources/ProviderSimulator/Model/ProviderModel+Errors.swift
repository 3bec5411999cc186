import BatchCore

extension ProviderModel {
    /// - Parameter obstacle: the limit that the client must wait for; nil for none.
    func errorAnswer(
        _ refusal: Refusal, of flavour: Flavour, obstacle: Obstacle?, after delay: Duration, ticket: SimulatedAnswer.Ticket,
        at now: Instant
    ) -> SimulatedAnswer {
        // Cloudflare's errors are HTML pages.
        if (520...524).contains(refusal.status) { return htmlAnswer(status: refusal.status, after: delay) }
        return SimulatedAnswer(
            status: refusal.status, headers: Self.jsonHeaders + headers(of: flavour, obstacle: obstacle, at: now + delay),
            headDelay: delay, pieces: [.init(bytes: flavour.refusals.shown(refusal).body(in: options.errors ?? flavour.errors))],
            ending: .complete, ticket: ticket)
    }

    func htmlAnswer(status: Int, after delay: Duration) -> SimulatedAnswer {
        SimulatedAnswer(
            status: status, headers: [(name: "content-type", value: "text/html")], headDelay: delay,
            pieces: [.init(bytes: Refusal.page(status: status))], ending: .complete, ticket: ticketOfRequest)
    }

    /// Status 200 with an error as body.
    func errorIn200(_ request: any GenerationRequest, of flavour: Flavour, after delay: Duration, at now: Instant) -> SimulatedAnswer {
        let message = "The provider failed while it generated"
        let streams = request.basics.streams
        return SimulatedAnswer(
            status: 200, headers: (streams ? Self.streamHeaders : Self.jsonHeaders) + headers(of: flavour, at: now + delay),
            headDelay: delay,
            pieces: [.init(bytes: streams ? request.errorEvent(message, of: flavour, options.streams) : flavour.errorInside(message))],
            ending: .complete, ticket: ticketOfRequest)
    }

    /// The header with the wait, rounded up to the unit of the form.
    static func retryHeader(
        _ wait: Duration, in form: SimulatorOptions.RetryAfterForm, at now: Instant
    ) -> (name: String, value: String)? {
        switch form {
        case .never: nil
        case .milliseconds: (name: "retry-after-ms", value: String((wait.nanoseconds + 999_999) / 1_000_000))
        case .seconds: (name: "retry-after", value: String((wait.nanoseconds + 999_999_999) / 1_000_000_000))
        case .date: (name: "retry-after", value: httpDate(now + wait + .nanoseconds(999_999_999)))
        }
    }

    /// A date in the form of HTTP headers (RFC 9110, section 5.6.7).
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
