/// What the user can do about a fault: a sentence, and a remedy. Each face names its own option for the remedy.
///
/// The library names no option. The sentence is complete without one, so a face that does not know the remedy can omit it.
public struct Advice: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What to do, without the name of an option. Never empty.
    public var text: String
    /// A setting of the run that helps; nil if none does.
    public var remedy: Remedy?

    package init(_ text: String, _ remedy: Remedy? = nil) { (self.text, self.remedy) = (text, remedy) }

    /// Advice in these words, without a remedy.
    public init(stringLiteral text: String) { self.init(text) }
}

/// A setting that helps against a fault. A face names its own option for it.
public enum Remedy: Hashable, Sendable {
    /// Run the failed jobs again.
    case retryFailed
    /// Run the failed jobs again, with this rule for reasoning in the history.
    case reasoningHistory(ReasoningHistory)
    /// Restart jobs whose lines have changed.
    case restartChanged
    /// Set the model for jobs that name none.
    case nameModel
    /// Name the environment variable that holds the key.
    case nameKeyVariable
    /// Describe the provider in a profile file.
    case describeProvider
    /// Keep fewer requests in flight.
    case lowerConcurrency
    /// Request streams.
    case stream
    /// Raise the time limit for connecting.
    case connectTimeout
    /// Raise the time limit between two bytes of a response.
    case idleTimeout
    /// Raise the time limit of an attempt.
    case attemptTimeout
    /// Answer tool calls with a program.
    case toolCommand
    /// Raise the time limit of that program.
    case toolTimeout
    /// Read full conversations without replaying their turns.
    case leaveReplayOut
}

extension Advice {
    /// Advice on failures that the engine itself reports; nil for a code that needs none, or that belongs to a provider's errors.
    package init?(onFailure code: String) {
        switch code {
        case "connect_timeout": self.init("Check the network and resume the run.", .connectTimeout)
        case "idle_timeout": self.init("Look at the server: it accepts requests and sends nothing.", .idleTimeout)
        case "attempt_timeout": self.init("Lower max_tokens.", .attemptTimeout)
        case "tool_calls_unanswered": self.init("Write \"tool_results\" into the job.", .toolCommand)
        case "tool_result_missing": self.init("Add the answer to the job's \"tool_results\".", .toolCommand)
        case "tool_timeout": self.init("Make the program quicker.", .toolTimeout)
        default: return nil
        }
    }

    /// Advice if an account receives only errors of this code for too long.
    static func onOutage(of code: String) -> Advice {
        Advice("Run the same command again when the server answers.", Advice(onFailure: code)?.remedy)
    }

    /// Advice on a limit that waiting does not lift.
    static let onLimit: Advice = "Look at what the account may do, and resume the run when it may."
}
