import CSystem
import Dispatch

/// Calls back when descriptors are ready, on one serial queue. A single Dispatch source serves all of them: Dispatch on Linux
/// may crash if sources come and go quickly (https://github.com/swiftlang/swift-corelibs-libdispatch/issues/949).
///
/// Everything here runs on that queue.
final class DescriptorWatch {
    enum Interest {
        /// Bytes can be read, or the end was reached.
        case reading
        /// Bytes can be written, or the reader has closed its end.
        case writing

        fileprivate var mask: UInt32 { self == .reading ? EPOLLIN.rawValue : EPOLLOUT.rawValue }
    }

    /// Keeps the descriptor open until Dispatch no longer looks at it.
    private final class Epoll {
        let descriptor = EpollDescriptor()
    }

    private let epoll = Epoll()
    private let source: any DispatchSourceRead
    private var callbacks: [Int32: () -> Void] = [:]

    init(queue: DispatchQueue) {
        source = DispatchSource.makeReadSource(fileDescriptor: epoll.descriptor.number, queue: queue)
        source.setEventHandler { [weak self] in self?.callBack() }
        source.setCancelHandler { [epoll] in withExtendedLifetime(epoll) {} }
        source.activate()
    }

    deinit { source.cancel() }

    /// Calls back repeatedly while the descriptor is ready. Do not call it from a callback: the number may belong to a
    /// descriptor that was just closed, and the current callbacks may still report that one as ready.
    func watch(_ descriptor: Int32, for interest: Interest, _ callback: @escaping () -> Void) {
        callbacks[descriptor] = callback
        epoll.descriptor.watch(descriptor, for: interest.mask)
    }

    /// Stops calling back. Call it before the descriptor is closed.
    func unwatch(_ descriptor: Int32) {
        epoll.descriptor.unwatch(descriptor)
        callbacks[descriptor] = nil
    }

    private func callBack() {
        _ = epoll.descriptor.forEachReady { descriptor, _ in callbacks[descriptor]?() }
    }
}
