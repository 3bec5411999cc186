import Glibc

/// The bytes that the program writes to one of its outputs: the first ones, or the last ones.
final class ProgramOutput {
    enum Kept { case first(Int), last(Int) }

    private(set) var bytes: [UInt8] = []
    /// Whether the output was closed by all its writers, or by ``stop()``.
    private(set) var hasEnded = false
    /// Whether more bytes came than are kept.
    private(set) var isCut = false
    private let kept: Kept
    private let descriptor: Int32
    private let watch: DescriptorWatch
    private static let portion = 1 << 16
    private static let mostPortions = 16

    init(from descriptor: Int32, keeping kept: Kept, _ watch: DescriptorWatch) {
        (self.descriptor, self.kept, self.watch) = (descriptor, kept, watch)
    }

    /// Starts reading. Call once.
    /// - Parameter onChange: called after bytes have come, or the end.
    func begin(onChange: @escaping () -> Void) {
        watch.watch(descriptor, for: .reading) {
            self.read()
            onChange()
        }
    }

    /// Closes the pipe. The program's next write to it fails.
    func stop() {
        guard !hasEnded else { return }
        hasEnded = true
        watch.unwatch(descriptor)
        close(descriptor)
    }

    /// Reads the bytes that are there, but only up to a limit: other programs wait for the queue.
    func read() {
        for _ in 0..<Self.mostPortions where !hasEnded {
            let count = unsafe withUnsafeTemporaryAllocation(byteCount: Self.portion, alignment: 1) { buffer in
                let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if count > 0 { unsafe bytes.append(contentsOf: buffer.prefix(count)) }
                return count
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            // An error is an end: nothing more can be read.
            if count <= 0 { stop() }
            trim()
        }
    }

    private func trim() {
        switch kept {
        case .first(let limit) where bytes.count > limit:
            isCut = true
            bytes.removeLast(bytes.count - limit)
            stop()
        case .last(let limit) where bytes.count > limit:
            isCut = true
            bytes.removeFirst(bytes.count - limit)
        case .first, .last: break
        }
    }
}
