// Tools: answers tool calls by running the user's program, on one Dispatch queue. Floor 5: ports and values, and not Core.
//
// Each call is a separate process (StartedShell) in a new session, so that a time limit also ends the processes that it starts.
// Its pipes and its exit are watched as descriptors (RunningProgram); no thread waits for anything.

import BatchCore
import Glibc

/// Settings of the program and its runner.
package struct ProgramOptions: Sendable {
    /// Shell command: `/bin/sh -c command`.
    package var command: String
    /// Time limit for one run.
    package var timeLimit: Duration
    /// Most runs at a time.
    package var concurrency: Int
    /// Time from SIGTERM to SIGKILL.
    package var grace: Duration
    /// Longest answer, in bytes.
    package var answerLimit: Int

    package init(
        command: String, timeLimit: Duration = defaultTimeLimit, concurrency: Int = defaultConcurrency, grace: Duration = .seconds(2),
        answerLimit: Int = Bounds.toolAnswer
    ) {
        (self.command, self.timeLimit, self.concurrency) = (command, timeLimit, max(1, concurrency))
        (self.grace, self.answerLimit) = (grace, answerLimit)
    }

    package static let defaultTimeLimit = Duration.seconds(30)
    /// The number of processors, and at least 4, since most programs wait for something.
    package static let defaultConcurrency = max(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
