import Synchronization

/// A request's place among those in flight. It is released once: when the answer ends, or when it is deallocated because the
/// client has left.
final class PlaceInFlight: Sendable {
    private let isReleased = Atomic(false)
    private let giveUp: @Sendable () -> Void

    init(giveUp: @escaping @Sendable () -> Void) { self.giveUp = giveUp }

    deinit { release() }

    func release() {
        if !isReleased.exchange(true, ordering: .acquiringAndReleasing) { giveUp() }
    }
}
