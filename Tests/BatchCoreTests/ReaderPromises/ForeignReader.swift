// ReaderPromises: what the readers of foreign bytes promise of any input whatever. The tests hold them to it with input that
// a seed has damaged (DamagedInputTests), `make fuzz` with input that libFuzzer thinks up.

@testable import BatchCore

/// A reader of bytes that others have written.
enum ForeignReader: String, CaseIterable, Sendable {
    /// One JSON text.
    case json
    /// The body of a streamed answer.
    case stream
    /// The body of an answer of the Responses API, streamed or in one piece.
    case responses
    /// A whole response, as ``HTTPResponse/init(wire:)`` reads it.
    case response
    /// A line of a job file.
    case job
    /// A job file.
    case file
    /// A profile file.
    case profile

    /// Lets the reader read `bytes`.
    /// - Throws: ``BrokenPromise``.
    func read(_ bytes: [UInt8]) throws {
        switch self {
        case .json: try JSONPromises.hold(for: bytes)
        case .stream: try StreamPromises.hold(for: bytes)
        case .responses: try ResponsesPromises.hold(for: bytes)
        case .response: try ResponsePromises.hold(for: bytes)
        case .job: try JobLinePromises.hold(for: bytes)
        case .file: try JobFilePromises.hold(for: bytes)
        case .profile: try ProfilePromises.hold(for: bytes)
        }
    }
}

/// What a reader has promised and did not keep.
struct BrokenPromise: Error, CustomStringConvertible {
    var description: String
}

/// Throws what is promised where it is not so.
func promise(_ what: @autoclosure () -> String, _ isKept: Bool) throws(BrokenPromise) {
    if !isKept { throw BrokenPromise(description: what()) }
}

/// A text cut into pieces at places that follow from the text.
struct Cuts {
    private var chance: SeededGenerator

    init(_ bytes: [UInt8]) { chance = SeededGenerator(seed: Fingerprint(bytes).low) }

    /// - Parameter longest: of the pieces, in bytes.
    mutating func pieces(of bytes: ArraySlice<UInt8>, longest: UInt64) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes
        while !rest.isEmpty {
            pieces.append(rest.prefix(1 + Int(chance.next() % longest)))
            rest = rest.dropFirst(pieces.last?.count ?? 0)
        }
        return pieces
    }
}
