/// The meanings of a provider's error statuses, as its documentation gives them.
package struct ErrorTable: Sendable {
    /// The provider's own entries. ``common`` is used for errors that they do not contain.
    package var entries: [ErrorEntry]

    package init(_ entries: [ErrorEntry]) { self.entries = entries }

    /// The meaning of a response with this status and the body `text`; nil if the status is not that of an error. Entries with a marker
    /// come before those without, then entries of this table before common ones.
    package func entry(status: Int, text: String) -> ErrorEntry? {
        let lowered = text.lowercased()
        let tables = [entries, Self.common.entries]
        for table in tables {
            let marked = table.first { $0.statuses.contains(status) && $0.markers.contains { lowered.contains($0) } }
            if let marked { return marked }
        }
        return tables.lazy.compactMap { $0.first { $0.statuses.contains(status) && $0.marker == nil } }.first
    }

    /// The entry of that code, one without a marker if there are several; nil if neither this table nor the common one has it.
    package func entry(code: String) -> ErrorEntry? {
        let known = (entries + Self.common.entries).filter { $0.code == code }
        return known.first { $0.marker == nil } ?? known.first
    }

    /// What the user can do about jobs rejected with `code`; nil if the code alone does not decide it.
    package func advice(onRejected code: String) -> Advice? {
        func advices(_ entries: [ErrorEntry]) -> Set<Advice> {
            Set(entries.filter { $0.code == code && $0.handling == .reject }.map(\.advice))
        }
        let own = advices(entries)
        let known = own.isEmpty ? advices(Self.common.entries) : own
        return known.isEmpty ? Advice(onFailure: code) : known.count == 1 ? known.first : nil
    }

    /// The first entry whose title or marker is one of `names`, compared without case. It serves errors inside successful responses, which
    /// have no status of their own.
    package func entry(named names: [String]) -> ErrorEntry? {
        let lowered = names.map { $0.lowercased() }
        return (entries + Self.common.entries).first { entry in
            lowered.contains(entry.title.lowercased()) || entry.markers.contains { lowered.contains($0) }
        }
    }
}

/// One documented error: the responses that it matches, its meaning, and how the engine handles it.
package struct ErrorEntry: Sendable {
    /// What the engine does with job and account.
    package enum Handling: String, Sendable, CaseIterable {
        /// The request is sent again later and costs none of the job's attempts.
        case throttle
        /// The request is sent again and costs one of the job's attempts.
        case retry
        /// The round is requested again with the whole history if the request relied on the server's history. Else the job fails.
        case resend
        /// The job fails, and the run continues.
        case reject
        /// The account stops. No job fails, and the run can be resumed.
        case stop
    }

    package var statuses: ClosedRange<Int>
    /// Lower-case text that the body must contain; nil if the status alone decides. Alternatives are separated by `|`.
    package var marker: String?
    /// The code in records: `rate_limited`, `insufficient_balance`, …
    package var code: String
    /// The provider's name for the error.
    package var title: String
    package var meaning: String
    package var handling: Handling
    /// What the user can do.
    package var advice: Advice

    package init(
        _ statuses: ClosedRange<Int>, marker: String? = nil, code: String, title: String, meaning: String, handling: Handling,
        advice: Advice
    ) {
        (self.statuses, self.marker, self.code, self.title) = (statuses, marker, code, title)
        (self.meaning, self.handling, self.advice) = (meaning, handling, advice)
    }

    /// The alternatives of ``marker``.
    var markers: [String] { marker.map { $0.split(separator: "|").map(String.init) } ?? [] }
}
