import Glibc

/// The program's standard input: written as fast as the program reads, and closed when all is written or the program closes it.
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
            // A program need not read its input.
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        stop()
    }
}
