/// What a provider's error statuses mean, each as its documentation has it.
package struct ErrorTable: Sendable {
    /// The provider's own. What they are silent about, ``common`` answers.
    package var entries: [ErrorEntry]

    package init(_ entries: [ErrorEntry]) { self.entries = entries }

    /// What a response of that status means whose body says `text`: an entry with a marker goes before one without, and one
    /// of this table before a common one. Nil where the status is no error's.
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

    /// What to do about jobs that were rejected with `code`; nil where that hangs on more than the code.
    package func advice(onRejected code: String) -> Advice? {
        func advices(_ entries: [ErrorEntry]) -> Set<Advice> {
            Set(entries.filter { $0.code == code && $0.handling == .reject }.map(\.advice))
        }
        let own = advices(entries)
        let known = own.isEmpty ? advices(Self.common.entries) : own
        return known.isEmpty ? Advice(onFailure: code) : known.count == 1 ? known.first : nil
    }

    /// The first entry whose title or marker is one of `names`, compared without case: for an error that comes inside a
    /// successful response and so has no status of its own.
    package func entry(named names: [String]) -> ErrorEntry? {
        let lowered = names.map { $0.lowercased() }
        return (entries + Self.common.entries).first { entry in
            lowered.contains(entry.title.lowercased()) || entry.markers.contains { lowered.contains($0) }
        }
    }
}

/// One documented error.
package struct ErrorEntry: Sendable {
    /// What is done about it.
    package enum Handling: String, Sendable, CaseIterable {
        /// Asked again later; costs none of the job's attempts.
        case throttle
        /// Asked again; costs one of the job's attempts.
        case retry
        /// Asked again with the whole history, where the request went on from what the server keeps; else the job fails.
        case resend
        /// The job fails, the run goes on.
        case reject
        /// The account stops; nobody fails, and the run can be resumed.
        case stop
    }

    package var statuses: ClosedRange<Int>
    /// Text, in lower case, that the body must hold for this entry to be meant; nil where the status says it all. Where one
    /// of several texts will do, they are separated by `|`.
    package var marker: String?
    /// The word in records: `rate_limited`, `insufficient_balance`, …
    package var code: String
    /// The provider's name for it.
    package var title: String
    package var meaning: String
    package var handling: Handling
    /// What the user should do.
    package var advice: Advice

    package init(
        _ statuses: ClosedRange<Int>, marker: String? = nil, code: String, title: String, meaning: String, handling: Handling,
        advice: Advice
    ) {
        (self.statuses, self.marker, self.code, self.title) = (statuses, marker, code, title)
        (self.meaning, self.handling, self.advice) = (meaning, handling, advice)
    }

    /// The texts of ``marker``, one by one.
    var markers: [String] { marker.map { $0.split(separator: "|").map(String.init) } ?? [] }
}
