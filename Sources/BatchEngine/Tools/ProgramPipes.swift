import Glibc

/// The program's standard input: written as fast as the program reads, and closed when all is written or nobody reads.
final class ProgramInput {
    private var rest: ArraySlice<UInt8>
    private let descriptor: Int32
    private let watch: DescriptorWatch
    private var isOpen = true

    init(_ bytes: [UInt8], to descriptor: Int32, _ watch: DescriptorWatch) {
        (rest, self.descriptor, self.watch) = (bytes[...], descriptor, watch)
        watch.watch(descriptor, for: .writing) { self.write() }
    }

    func stop() {
        guard isOpen else { return }
        isOpen = false
        watch.unwatch(descriptor)
        close(descriptor)
    }

    private func write() {
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            // A program may have its reasons not to read.
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        stop()
    }
}

/// What the program writes to one of its outputs: the beginning of it, or the end.
final class ProgramOutput {
    enum Kept { case first(Int), last(Int) }

    private(set) var bytes: [UInt8] = []
    /// Whether nobody writes any more, or nobody listens.
    private(set) var hasEnded = false
    /// Whether more came than is kept.
    private(set) var isCut = false
    private let kept: Kept
    private let descriptor: Int32
    private let watch: DescriptorWatch
    private static let portion = 1 << 16
    private static let mostPortions = 16

    init(from descriptor: Int32, keeping kept: Kept, _ watch: DescriptorWatch) {
        (self.descriptor, self.kept, self.watch) = (descriptor, kept, watch)
    }

    /// Begins to listen. To be called once.
    /// - Parameter onChange: called when something has come, or the end.
    func begin(onChange: @escaping () -> Void) {
        watch.watch(descriptor, for: .reading) {
            self.read()
            onChange()
        }
    }

    /// Listens no more; the program is told so when it writes.
    func stop() {
        guard !hasEnded else { return }
        hasEnded = true
        watch.unwatch(descriptor)
        close(descriptor)
    }

    /// Reads what is there, and leaves some of it where there is no end of it: others wait.
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
