/// How far a job is.
public enum JobStatus: String, Sendable, CaseIterable {
    /// Its script has ended.
    case completed
    /// A round of it could not be had, or its replies were not as expected.
    case failed
    /// It is not finished; a run goes on with it.
    case pending
}
