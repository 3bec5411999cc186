import BatchCore
import CSystem
import Glibc

/// A shell that was just started, and this process's ends of its pipes. The caller must close the descriptors.
struct StartedShell {
    /// Number of the process, of its process group and of its session.
    let process: pid_t
    /// This process writes to `input` and reads from `output` and `errors`. None of them blocks.
    let input: Int32
    let output: Int32
    let errors: Int32
    /// Readable when the shell has exited.
    let exit: Int32

    /// Starts `/bin/sh -c command` in a new session, without a terminal: only this process then receives the terminal's
    /// interrupts, and the program cannot ask the user a question.
    init(running command: String) throws(ProgramFault) {
        let input = try Pipe()
        let output = try Pipe()
        let errors = try Pipe()
        var process: pid_t = 0
        let fault = unsafe csystem_start(command, input.reading.number, output.writing.number, errors.writing.number, &process)
        guard fault == 0 else { throw ProgramFault(what: "started", reason: .init(number: fault)) }
        exit = csystem_watch(process)
        guard exit >= 0 else {
            let number = errno
            kill(-process, SIGKILL)
            waitpid(process, nil, 0)
            throw ProgramFault(what: "watched", reason: .init(number: number))
        }
        self.process = process
        self.input = input.writing.withoutBlocking()
        self.output = output.reading.withoutBlocking()
        self.errors = errors.reading.withoutBlocking()
    }
}

/// Why a program could not be run.
struct ProgramFault: Error {
    /// What could not be done, as a participle: `started`.
    var what: String
    /// Why not.
    var reason: SystemCall.Fault

    func failure(of run: ToolRun) -> Failure {
        Failure(code: "tool_failed", message: "the program for \(ShortText.of(run.call.name)) could not be \(what): \(reason.detail)")
    }
}

private struct Pipe: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws(ProgramFault) {
        var ends: [Int32] = [-1, -1]
        guard unsafe csystem_pipe(&ends) == 0 else { throw ProgramFault(what: "started", reason: .init(number: errno)) }
        reading = Descriptor(number: ends[0])
        writing = Descriptor(number: ends[1])
    }
}

/// A descriptor that is closed when it is released.
private struct Descriptor: ~Copyable {
    let number: Int32

    init(number: Int32) { self.number = number }

    deinit { close(number) }

    /// Passes the descriptor to the caller, and makes it non-blocking.
    consuming func withoutBlocking() -> Int32 {
        let number = number
        discard self
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        return number
    }
}
