// Model: the provider as a value. It takes a request and the time and returns what a server would do. It has no clock, no
// socket, and no chance but that of its seed.

package import BatchCore

/// The provider's answer to one request, with its delays and its end.
package struct SimulatedAnswer: Sendable {
    /// A part of the body, and its delay after the part before or after the head.
    package struct Piece: Hashable, Sendable {
        package var delay: Duration
        package var bytes: [UInt8]

        package init(delay: Duration = .zero, bytes: [UInt8]) { (self.delay, self.bytes) = (delay, bytes) }
    }

    package enum Ending: Hashable, Sendable {
        case complete
        /// The connection closes after that many bytes of the body.
        case torn(after: Int)
        /// Nothing is sent after that many bytes of the body; after 0, not even the head.
        case stalled(after: Int)
        /// The connection is reset without a response.
        case reset
    }

    /// Identifies the request until it ends, for ``ProviderModel/finished(_:at:)``.
    package struct Ticket: Hashable, Sendable {
        /// The request's number from 1; 0 for a request without completion.
        let ordinal: UInt64
        /// Whether it counts as a request in flight.
        let holdsPlace: Bool
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    /// Time from the request to the head of the response.
    package var headDelay: Duration
    package var pieces: [Piece]
    package var ending: Ending
    package let ticket: Ticket

    /// The number of bytes of the whole body.
    package var bodyCount: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

    /// Time from the request to the end of the response; nil if it never ends.
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

    /// The result for the client at the end of the answer; nil if it never ends.
    package var received: Result<HTTPResponse, TransferFault>? {
        switch ending {
        case .stalled: nil
        case .reset: .failure(.torn("the connection was reset before a response"))
        case .torn(let count): .failure(.torn("the connection closed after \(count) of \(bodyCount) bytes"))
        case .complete: .success(HTTPResponse(status: status, headers: headers, body: pieces.flatMap(\.bytes)))
        }
    }
}
