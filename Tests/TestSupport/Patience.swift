import Foundation

/// Time limit of every wait in the tests. It only ends tests that hang: no expectation depends on it.
package enum Patience {
    /// 20 minutes, or as many seconds as the environment variable `BATCHRUN_TEST_PATIENCE` says.
    package static let limit: Duration = {
        let seconds = ProcessInfo.processInfo.environment["BATCHRUN_TEST_PATIENCE"].flatMap { Double($0) }
        return .seconds(seconds ?? 1_200)
    }()
}

/// Thrown if what a test waits for does not happen within ``Patience/limit``.
package struct Overdue: Error, CustomStringConvertible {
    package var what: String

    package init(what: String) { self.what = what }

    package var description: String { "timed out: \(what)" }
}

/// Waits until `condition` holds, for conditions that cannot be signalled, such as the contents of a file.
/// - Returns: false if it does not hold within ``Patience/limit``.
package func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + Patience.limit
    var pause = Duration.milliseconds(1)
    while try !condition() {
        guard ContinuousClock.now < deadline else { return false }
        try await Task.sleep(for: pause)
        pause = min(pause * 1.2, .milliseconds(5))
    }
    return true
}

/// Waits until `condition` holds.
/// - Throws: ``Overdue`` if it does not hold within ``Patience/limit``.
package func waitUntil(_ what: String, _ condition: () throws -> Bool) async throws {
    guard try await eventually(condition) else { throw Overdue(what: what) }
}

/// Calls `body` with a time limit that is under test. If it returns nil, because the machine was too slow for that limit,
/// calls it again with four times the limit.
/// - Throws: ``Overdue`` if the limit is longer than a quarter of ``Patience/limit``.
package func withGrowingLimit<Value: Sendable>(
    from first: Duration, _ body: (Duration) async throws -> Value?
) async throws -> Value {
    var limit = first
    while limit <= Patience.limit / 4 {
        if let value = try await body(limit) { return value }
        limit = limit * 4
    }
    throw Overdue(what: "a result within \(limit / 4)")
}
