/// What was waited for has not come.
struct Overdue: Error, CustomStringConvertible {
    var what: String

    var description: String { "waited in vain for \(what)" }
}

/// Waits until `condition` holds.
/// - Parameter limit: so generous that it is met only where something is wrong.
func waitUntil(_ what: String, within limit: Duration = .seconds(60), _ condition: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while try !condition() {
        guard ContinuousClock.now < deadline else { throw Overdue(what: what) }
        try await Task.sleep(for: .milliseconds(1))
    }
}
