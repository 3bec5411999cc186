import BatchCore

extension ProviderModel {
    /// Answers an accepted request, with its fault.
    mutating func perform(
        _ request: any GenerationRequest, of flavour: Flavour, meeting fault: Fault.Kind?, _ chance: inout SeededGenerator,
        at now: Instant
    ) -> SimulatedAnswer {
        let latency = options.latency
        let pace = max(0, 1 + latency.jitter * (2 * chance.unit() - 1))
        let base = latency.base * pace
        switch fault {
        case .status(let status):
            return errorAnswer(
                flavour.refusals.documented(status), of: flavour, obstacle: status == 429 ? Obstacle(wait: options.retryWait) : nil,
                after: base, ticket: ticketOfRequest, at: now)
        case .html: return htmlAnswer(status: 502, after: base)
        case .errorIn200: return errorIn200(request, of: flavour, after: base, at: now)
        case .streamError where !request.basics.streams: return errorIn200(request, of: flavour, after: base, at: now)
        case .onlyComments: return onlyComments(streams: request.basics.streams)
        case .reset:
            return SimulatedAnswer(status: 0, headers: [], headDelay: base, pieces: [], ending: .reset, ticket: ticketOfRequest)
        default: break
        }
        var generation = complete(request, of: flavour, meeting: fault, at: now)
        if fault == .nullContent { generation.shown = .null }
        if fault == .empty || fault == .emptyOutput { generation.shown = .noChoices }
        if fault == .failed { generation.shown = .failure }
        let rendering = request.rendering(of: generation)
        let interval = options.keepAlive ?? (fault == .blankLines ? base / 4 : nil)
        let perToken = latency.perToken * pace
        var answer =
            request.basics.streams
            ? stream(
                fault == .streamError
                    ? rendering.eventsUntilError(options.streams) : rendering.events(options.streams, asksUsage: request.basics.asksUsage),
                base: base, perToken: perToken, keepAlive: interval)
            : whole(rendering.body, after: base + perToken * generation.completion.completionTokens, keepAlive: interval)
        answer.headers += headers(
            of: flavour, model: request.basics.model, cost: request.basics.streams ? nil : generation.cost, at: now)
        if fault == .slowHeaders { answer.headDelay += options.slowHeaders }
        Self.breakOff(&answer, by: fault, &chance)
        keep(generation, of: request, until: now + (answer.duration ?? .zero))
        return answer
    }

    private func whole(_ body: [UInt8], after latency: Duration, keepAlive: Duration?) -> SimulatedAnswer {
        guard let keepAlive else { return answer(Self.jsonHeaders, after: latency, [.init(bytes: body)]) }
        var (pieces, rest) = Self.fillers(Self.blankLine, every: keepAlive, for: latency)
        pieces.append(.init(delay: rest, bytes: body))
        return answer(Self.jsonHeaders, after: .zero, pieces)
    }

    private func stream(
        _ events: [StreamEvent], base: Duration, perToken: Duration, keepAlive: Duration?
    ) -> SimulatedAnswer {
        var pieces: [SimulatedAnswer.Piece] = []
        var delay = keepAlive == nil ? .zero : base
        if let keepAlive { (pieces, delay) = Self.fillers(Self.comment, every: keepAlive, for: base) }
        for event in events {
            pieces.append(.init(delay: delay + perToken * event.tokens, bytes: event.bytes))
            delay = .zero
        }
        return answer(Self.streamHeaders, after: keepAlive == nil ? base : .zero, pieces.flatMap { cut($0) })
    }

    /// A piece of a stream with the line ends and in the sizes of the options.
    private func cut(_ piece: SimulatedAnswer.Piece) -> [SimulatedAnswer.Piece] {
        var piece = piece
        if options.streams.lineEnd != .lf {
            let lineEnd = options.streams.lineEnd.bytes
            piece.bytes = piece.bytes.flatMap { $0 == 0x0A ? lineEnd : [$0] }
        }
        guard let size = options.streams.pieceBytes, size > 0, piece.bytes.count > size else { return [piece] }
        return stride(from: 0, to: piece.bytes.count, by: size).map { start in
            let part = piece.bytes[start..<min(start + size, piece.bytes.count)]
            return .init(delay: start == 0 ? piece.delay : .zero, bytes: Array(part))
        }
    }

    private func onlyComments(streams: Bool) -> SimulatedAnswer {
        let (pieces, _) = Self.fillers(
            streams ? Self.comment : Self.blankLine, every: options.keepAlive ?? .milliseconds(100), for: .seconds(86_400))
        var answer = answer(streams ? Self.streamHeaders : Self.jsonHeaders, after: .zero, streams ? pieces.flatMap { cut($0) } : pieces)
        answer.ending = .stalled(after: answer.bodyCount)
        return answer
    }

    private static let comment = Array(": keep-alive\n\n".utf8)
    private static let blankLine = Array("\n".utf8)

    /// Keep-alive data during `time`: `filler` once per interval, at least once and at most a thousand times. Also returns the
    /// time left after the last.
    private static func fillers(
        _ filler: [UInt8], every interval: Duration, for time: Duration
    ) -> (pieces: [SimulatedAnswer.Piece], rest: Duration) {
        let fitting = interval > .zero ? Int(min(time / interval, 1_000)) : 1
        let count = max(1, fitting)
        let delay = fitting > 0 ? interval : time
        return (Array(repeating: .init(delay: delay, bytes: filler), count: count), max(.zero, time - delay * count))
    }

    private func answer(
        _ headers: [(name: String, value: String)], after delay: Duration, _ pieces: [SimulatedAnswer.Piece]
    ) -> SimulatedAnswer {
        SimulatedAnswer(status: 200, headers: headers, headDelay: delay, pieces: pieces, ending: .complete, ticket: ticketOfRequest)
    }

    /// Ends a good answer too early, if that is the fault.
    private static func breakOff(_ answer: inout SimulatedAnswer, by fault: Fault.Kind?, _ chance: inout SeededGenerator) {
        let count = answer.bodyCount
        switch fault {
        case .torn: answer.ending = .torn(after: 1 + Int(chance.next() % UInt64(max(1, count - 1))))
        case .stall: answer.ending = .stalled(after: chance.happens(0.5) ? 0 : count / 2)
        case .truncatedJSON:
            var room = count / 2
            for index in answer.pieces.indices {
                answer.pieces[index].bytes = Array(answer.pieces[index].bytes.prefix(room))
                room -= answer.pieces[index].bytes.count
            }
            answer.pieces.removeAll { $0.bytes.isEmpty }
        default: break
        }
    }

    static let streamHeaders = [
        (name: "content-type", value: "text/event-stream; charset=utf-8"), (name: "cache-control", value: "no-cache"),
    ]
}
