/// Under which names a gateway is told which requests belong together. The name that they share carries no history: it keeps the
/// gateway's logs together, and its routing (https://docs.litellm.ai/docs/proxy/ui_logs_sessions).
package struct SessionNames: Hashable, Sendable {
    /// Headers.
    package var headers: [String]
    /// Members of the body.
    package var members: [String]
    /// Members of `metadata` in the body.
    package var metadataMembers: [String]

    package init(headers: [String] = [], members: [String] = [], metadataMembers: [String] = []) {
        (self.headers, self.members, self.metadataMembers) = (headers, members, metadataMembers)
    }
}
