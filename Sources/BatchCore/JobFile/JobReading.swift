/// How a line is read that contains a whole conversation with the assistant's part: a `messages` line, or a chat of OpenAI's
/// Batch API. The state file keeps it, so that a stored line is the same job in every run.
package enum JobReading: String, Hashable, Sendable, CaseIterable {
    /// The last message of the user is the turn, and all messages before it are the opening history.
    case plain
    /// Every message of the user is a turn, and the assistant's messages between them are omitted.
    case replay
}
