/// The progress of a job.
public enum JobStatus: String, Sendable, CaseIterable {
    /// Its script has ended.
    case completed
    /// A round failed, or its replies were not as expected.
    case failed
    /// It is not finished; a run continues it.
    case pending
}
