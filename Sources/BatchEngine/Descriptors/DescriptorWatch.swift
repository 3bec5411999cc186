import CSystem
import Dispatch

/// Calls back when descriptors are ready, on one serial queue. A single Dispatch source stands behind all of them: Dispatch on
/// Linux may crash where sources come and go quickly (https://github.com/swiftlang/swift-corelibs-libdispatch/issues/949).
///
/// Everything here runs on that queue.
final class DescriptorWatch {
    enum Interest {
        /// Something can be read, or the end of it is there.
        case reading
        /// Something can be written, or nobody reads any more.
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

    /// Calls back whenever the descriptor is ready, again and again as long as it is. Not to be called from a callback: the
    /// number may be one that was closed a moment ago, and that others have been told is ready.
    func watch(_ descriptor: Int32, for interest: Interest, _ callback: @escaping () -> Void) {
        callbacks[descriptor] = callback
        epoll.descriptor.watch(descriptor, for: interest.mask)
    }

    /// Calls back no more. To be called before the descriptor is closed.
    func unwatch(_ descriptor: Int32) {
        epoll.descriptor.unwatch(descriptor)
        callbacks[descriptor] = nil
    }

    private func callBack() {
        _ = epoll.descriptor.forEachReady { descriptor, _ in callbacks[descriptor]?() }
    }
}
