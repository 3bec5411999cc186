// Model: the provider as a value. It is told what was asked and what time it is, and says what a server would do: no
// clock, no socket, no chance but what follows from its seed.

package import BatchCore

/// What the simulated provider does with one request, in the order in which it does it.
package struct SimulatedAnswer: Sendable {
    /// A part of the body and how long after the part before (or after the head of the response) it is sent.
    package struct Piece: Hashable, Sendable {
        package var delay: Duration
        package var bytes: [UInt8]

        package init(delay: Duration = .zero, bytes: [UInt8]) { (self.delay, self.bytes) = (delay, bytes) }
    }

    package enum Ending: Hashable, Sendable {
        case complete
        /// The connection closes when that many bytes of the body are sent.
        case torn(after: Int)
        /// Nothing more comes when that many bytes of the body are sent; after 0 not even the head comes.
        case stalled(after: Int)
        /// The connection is reset without a response.
        case reset
    }

    /// Stands for the request until it is over; given back to ``ProviderModel/finished(_:at:)``.
    package struct Ticket: Hashable, Sendable {
        /// The request's number, counted from 1; 0 for a request that asks for no completion.
        package let ordinal: UInt64
        /// Whether it counts among the requests under way.
        let holdsPlace: Bool
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    /// From the request to the head of the response.
    package var headDelay: Duration
    package var pieces: [Piece]
    package var ending: Ending
    package let ticket: Ticket

    /// How many bytes the body would have, were it sent whole.
    package var bodyCount: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

    /// From the request to the end of the response, however it ends; nil where it never does.
    package var duration: Duration? {
        var total = headDelay
        switch ending {
        case .stalled: return nil
        case .reset: return total
        case .complete:
            for piece in pieces { total += piece.delay }
        case .torn(let count):
            var sent = 0
            for piece in pieces where sent < count {
                total += piece.delay
                sent += piece.bytes.count
            }
        }
        return total
    }

    /// What a client has when the answer is over; nil where it never is.
    package var received: Result<HTTPResponse, TransferFault>? {
        switch ending {
        case .stalled: nil
        case .reset: .failure(.torn("the connection was reset before a response"))
        case .torn(let count): .failure(.torn("the connection closed after \(count) of \(bodyCount) bytes"))
        case .complete: .success(HTTPResponse(status: status, headers: headers, body: pieces.flatMap(\.bytes)))
        }
    }
}
