// HTTP: lets the provider of `Model` answer on a socket, over FlyingFox: its answers are played in real time, with all that
// goes wrong in them.

import FlyingFox
import FlyingSocks

/// The body of an answer as FlyingFox asks for it: each piece in its time, then the end that the answer has.
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
        /// What `next` was not asked for yet.
        private var rest: ArraySlice<UInt8> = []

        init(body: AnswerBody) { self.body = body }

        mutating func next() async throws -> UInt8? {
            if rest.isEmpty {
                guard let piece = try await nextBuffer(suggested: 1) else { return nil }
                rest = piece[...]
            }
            return rest.removeFirst()
        }

        /// Gives whole pieces, however many bytes are suggested: what is one piece leaves in one packet.
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
            // The place is free before the client can know that the answer is whole, so that a client which keeps exactly
            // to the limit is never refused for the request that follows.
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
    /// How many bytes of the body are sent; nil for all.
    var byteLimit: Int? {
        switch self {
        case .complete, .reset: nil
        case .torn(let count), .stalled(let count): count
        }
    }
}
