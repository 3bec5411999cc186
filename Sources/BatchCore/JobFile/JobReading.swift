/// How lines are read that hold a whole conversation, what the assistant said included: `messages` lines and chats of OpenAI's
/// Batch API. It is kept with the state file, so that a stored line is the same job in every run.
package enum JobReading: String, Hashable, Sendable, CaseIterable {
    /// The last message of the user is asked, and what stands before it is the opening history.
    case plain
    /// Every message of the user is a turn, and what the assistant said between them is left out.
    case replay
}
