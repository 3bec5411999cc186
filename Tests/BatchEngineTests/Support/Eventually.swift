/// Waits until `condition` holds of something in the world that tells nobody when it changes.
/// - Returns: false where it does not within `limit`, which is long enough for any machine.
func eventually(within limit: Duration = .seconds(60), _ condition: () -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + limit
    while !condition() {
        guard ContinuousClock.now < deadline else { return false }
        try? await Task.sleep(for: .milliseconds(2))
    }
    return true
}
