/// The headers and members that report to a gateway which requests belong together. The shared value carries no history. It groups the
/// gateway's logs and routes the requests (https://docs.litellm.ai/docs/proxy/ui_logs_sessions).
package struct SessionNames: Hashable, Sendable {
    /// Names of headers.
    package var headers: [String]
    /// Names of members of the body.
    package var members: [String]
    /// Names of members of `metadata` in the body.
    package var metadataMembers: [String]

    package init(headers: [String] = [], members: [String] = [], metadataMembers: [String] = []) {
        (self.headers, self.members, self.metadataMembers) = (headers, members, metadataMembers)
    }
}
