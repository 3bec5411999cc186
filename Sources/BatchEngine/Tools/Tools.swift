// Tools: answers calls of tools by running the user's program, on one Dispatch queue. Floor 5: ports and values, and not Core.
//
// Each call is a process of its own (StartedShell) in a session of its own, so that a time limit reaches all that it starts.
// Its pipes and its end are watched as descriptors (RunningProgram); no thread waits for anything.

import BatchCore
import Glibc

/// How the program is run.
package struct ProgramOptions: Sendable {
    /// What the shell is given: `/bin/sh -c command`.
    package var command: String
    /// How long one run may take.
    package var timeLimit: Duration
    /// How many run at once.
    package var concurrency: Int
    /// How long a program that must end may take to do so, from the signal that asks to the one that does not.
    package var grace: Duration
    /// The longest answer, in bytes.
    package var answerLimit: Int

    package init(
        command: String, timeLimit: Duration = defaultTimeLimit, concurrency: Int = defaultConcurrency, grace: Duration = .seconds(2),
        answerLimit: Int = Bounds.toolAnswer
    ) {
        (self.command, self.timeLimit, self.concurrency) = (command, timeLimit, max(1, concurrency))
        (self.grace, self.answerLimit) = (grace, answerLimit)
    }

    package static let defaultTimeLimit = Duration.seconds(30)
    /// As many as there are processors, and four at least: most programs wait for something.
    package static let defaultConcurrency = max(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
