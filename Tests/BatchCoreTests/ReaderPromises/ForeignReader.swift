// ReaderPromises: promises that the readers of foreign bytes keep for any input. The tests check them with input that a seed has damaged
// (DamagedInputTests), `make fuzz` with input of libFuzzer.

@testable import BatchCore

/// A reader of bytes from an external source.
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

    /// Runs the reader on `bytes`.
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

/// A promise that a reader has broken.
struct BrokenPromise: Error, CustomStringConvertible {
    var description: String
}

/// Throws the promise if the condition is false.
func promise(_ what: @autoclosure () -> String, _ isKept: Bool) throws(BrokenPromise) {
    if !isKept { throw BrokenPromise(description: what()) }
}

/// A text cut into pieces, at places derived from the text.
struct Cuts {
    private var chance: SeededGenerator

    init(_ bytes: [UInt8]) { chance = SeededGenerator(seed: Fingerprint(bytes).low) }

    /// - Parameter longest: the longest piece, in bytes.
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
