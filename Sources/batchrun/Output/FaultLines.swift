import BatchCore
import BatchEngine

/// Tells what is wrong with lines, on standard error: all of it for the first lines, and of the others how many there are.
struct FaultLines {
    private let name: String
    private var told = 0
    private var untold = 0

    /// Whoever mends so many lines will look again.
    private static let most = 100

    /// - Parameter name: the file's, for messages.
    init(of name: String) { self.name = name }

    mutating func tell(_ error: JobLineError) {
        guard told < Self.most else { return untold += 1 }
        told += 1
        for fault in error.faults { Terminal.error("\(name): \(fault.text)".printable) }
    }

    func end() {
        guard untold > 0 else { return }
        Terminal.error("\(name): there is something wrong with \(untold.grouped) more \(untold == 1 ? "line" : "lines") as well.")
    }
}
