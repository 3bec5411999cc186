@testable import BatchCore

/// A stream means the same in pieces of any size.
enum StreamPromises {
    static func hold(for bytes: [UInt8]) throws {
        let account = ResponsePromises.accounts[0]
        let reading = ResponseReading(response: HTTPResponse(status: 200, body: bytes), account: account, now: ResponsePromises.now)
        let outcome = reading.outcomeOfStream
        try ResponsePromises.hold(for: outcome, status: 200)
        if let reply = outcome.reply {
            let saysDone = bytes.split(separator: UInt8(ascii: "[")).contains { $0.starts(with: "DONE]".utf8) }
            try promise("a streamed reply has come to its end", reply.finishReason?.isEmpty == false || saysDone)
        }

        let body = bytes.drop { $0 <= UInt8(ascii: " ") }
        let (events, dataCount) = events(of: [body])
        let watched = watch(bytes, in: [bytes[...]])
        var cuts = Cuts(bytes)
        for longest in [1, 24] as [UInt64] {
            let pieces = cuts.pieces(of: body, longest: longest)
            try promise("events are the same in pieces of \(longest) bytes", Self.events(of: pieces) == (events, dataCount))
            var stream = ChatStream()
            for piece in pieces { stream.read(piece) }
            stream.finish()
            let found = reading.outcome(of: stream)
            try promise("a stream means the same in pieces of \(longest) bytes: \(found) for \(outcome)", found.isSame(as: outcome))
        }
        try promise("what is watched is the same in pieces", watch(bytes, in: cuts.pieces(of: bytes[...], longest: 32)) == watched)
    }

    private static func events(of pieces: [ArraySlice<UInt8>]) -> ([ServerEvent], Int) {
        var reader = EventReader()
        var events: [ServerEvent] = []
        for piece in pieces { events += reader.read(piece) }
        if let last = reader.finish() { events.append(last) }
        return (events, reader.dataCount)
    }

    private struct Watched: Equatable {
        var isStream: Bool
        var hasToken: Bool
        var dataCount: Int?
    }

    /// - Parameter pieces: the pieces of `bytes`, from the first to the last.
    private static func watch(_ bytes: [UInt8], in pieces: [ArraySlice<UInt8>]) -> Watched {
        var watch = StreamWatch()
        for piece in pieces { watch.look(at: Array(bytes[..<piece.endIndex])) }
        return Watched(isStream: watch.isStream, hasToken: watch.hasToken, dataCount: watch.dataCount)
    }
}
