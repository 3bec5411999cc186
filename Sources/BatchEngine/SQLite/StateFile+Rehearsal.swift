extension StateFile {
    /// Whether its answers are a simulator's, who stood in for the providers.
    package func isOfRehearsal() throws(StoreError) -> Bool { try meta(StateReader.rehearsalMetaName) == "yes" }

    package func setRehearsal(_ isRehearsal: Bool) throws(StoreError) {
        try setMeta(StateReader.rehearsalMetaName, isRehearsal ? "yes" : "no")
    }
}

extension StateReader {
    /// Whether its answers are a simulator's, who stood in for the providers.
    package func isOfRehearsal() throws(StoreError) -> Bool { try meta(Self.rehearsalMetaName) == "yes" }

    /// Under which name it is kept in `meta`.
    fileprivate static let rehearsalMetaName = "rehearsal"
}
