// HTTP: serves the provider of `Model` on a socket with FlyingFox, in real time and with its faults.

import FlyingFox
import FlyingSocks

/// The body of an answer for FlyingFox: each piece at its time, then the answer's end.
struct AnswerBody: AsyncBufferedSequence {
    typealias Element = UInt8

    let answer: SimulatedAnswer
    let place: PlaceInFlight
    let client: Client

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    /// Thrown to FlyingFox so that it closes the connection.
    struct BrokenOff: Error {}

    struct Iterator: AsyncBufferedIteratorProtocol {
        let body: AnswerBody
        private var index = 0
        private var sent = 0
        /// The bytes that `next` has not returned yet.
        private var rest: ArraySlice<UInt8> = []

        init(body: AnswerBody) { self.body = body }

        mutating func next() async throws -> UInt8? {
            if rest.isEmpty {
                guard let piece = try await nextBuffer(suggested: 1) else { return nil }
                rest = piece[...]
            }
            return rest.removeFirst()
        }

        /// Returns whole pieces, for any suggested count, so that one piece leaves in one packet.
        mutating func nextBuffer(suggested: Int) async throws -> [UInt8]? {
            let answer = body.answer
            let limit = answer.ending.byteLimit ?? .max
            guard sent < limit, index < answer.pieces.count else {
                try await finish()
                return nil
            }
            let piece = answer.pieces[index]
            if piece.delay > .zero { try await Task.sleep(for: piece.delay) }
            index += 1
            // The place is free before the client can know that the answer is whole. So a client that keeps exactly to the limit
            // is never refused for its next request.
            if index == answer.pieces.count, answer.ending == .complete { body.place.release() }
            let bytes = sent + piece.bytes.count > limit ? Array(piece.bytes.prefix(limit - sent)) : piece.bytes
            sent += bytes.count
            return bytes
        }

        private func finish() async throws {
            switch body.answer.ending {
            case .complete: body.place.release()
            case .stalled:
                try await body.client.waitUntilGone()
                throw BrokenOff()
            case .torn, .reset:
                body.place.release()
                throw BrokenOff()
            }
        }
    }
}

extension SimulatedAnswer.Ending {
    /// The number of bytes of the body that are sent; nil for all.
    var byteLimit: Int? {
        switch self {
        case .complete, .reset: nil
        case .torn(let count), .stalled(let count): count
        }
    }
}
