import BatchCore
import Foundation
import TestSupport
import Testing

@testable import BatchEngine

/// A runner of one program, and the results of its runs.
struct ProgramRig {
    let runner: ProgramRunner
    let results = Watched<[ToolRunResult]>([])

    init(_ command: String, _ change: (inout ProgramOptions) -> Void = { _ in }) {
        var options = ProgramOptions(command: command, timeLimit: .seconds(3_600), concurrency: 8)
        change(&options)
        runner = ProgramRunner(options: options, clock: SystemClock())
        runner.deliver { [results] batch in results.update { $0 += batch } }
    }

    func run(_ count: Int = 1, arguments: String = "{}") {
        runner.run(
            (1...count).map { number in
                ToolRun(
                    id: .init(slot: SlotID(number), serial: number, call: 1), job: "job-\(number)", round: 2, turn: 1,
                    call: ToolCall(id: "call_\(number)", name: "weigh", arguments: arguments))
            })
    }

    /// Runs the program that many times.
    func answers(_ count: Int = 1, arguments: String = "{}") async throws -> [Result<String, Failure>] {
        run(count, arguments: arguments)
        try #require(await results.reaches { $0.count == count })
        return results.value.map(\.answer)
    }

    func answer(arguments: String = "{}") async throws -> String { try await answers(arguments: arguments)[0].get() }

    func failure() async throws -> Failure {
        guard case .failure(let failure) = try await answers()[0] else { throw Unexpected() }
        return failure
    }

    struct Unexpected: Error {}
}

@Suite("The program that answers tool calls", .sharesMachine)
struct ProgramRunnerTests {
    @Test("reads the call as one line of JSON, with the arguments as the model wrote them")
    func question() async throws {
        let answer = try await ProgramRig("cat; echo").answer(arguments: #"{ "b": 1.0, "a": "Zürich\n" }"#)
        #expect(
            answer
                == #"{"job":"job-1","turn":1,"round":2,"call":1,"call_id":"call_1","name":"weigh","#
                + #""arguments":{ "b": 1.0, "a": "Zürich\n" }}"# + "\n")
    }

    @Test(
        "reads an empty object if the model wrote no arguments, and one line if it wrote several",
        arguments: [
            ("", "{}"), (" \n", "{}"), ("{\n  \"a\": 1\r\n}", "{  \"a\": 1}"),
        ])
    func arguments(written: String, given: String) async throws {
        #expect(try await ProgramRig("head -n 1").answer(arguments: written).hasSuffix(#""arguments":\#(given)}"#))
    }

    @Test(
        "answers with its whole output, without one final line end",
        arguments: [
            ("printf 'warm'", "warm"), ("echo warm", "warm"), ("printf 'a\\nb\\n\\n'", "a\nb\n"), ("true", ""), ("echo", ""),
            ("printf 'caf\\303\\251\\n'", "café"), ("printf 'a\\0b'", "a\0b"), ("echo warm; echo noise >&2", "warm"),
            ("(sleep 0.05; echo late) &", "late"), ("printf 'e\\314\\201\\r\\n'", "e\u{301}\r"),
        ])
    func output(command: String, answer: String) async throws {
        #expect(try await Array(ProgramRig(command).answer().utf8) == Array(answer.utf8))
    }

    @Test(
        "may ignore its input, close its output early, or close all and continue",
        arguments: [
            ("exec <&-; echo unread", "unread"), ("echo early; exec >&-; sleep 0.05", "early"), ("exec <&- >&- 2>&-; sleep 0.05", ""),
        ])
    func closes(command: String, answer: String) async throws {
        // More than a pipe's buffer.
        let long = "{\"text\":\"\(String(repeating: "x", count: 300_000))\"}"
        #expect(try await ProgramRig(command).answer(arguments: long) == answer)
    }

    @Test("may answer before it has read the whole call")
    func echoes() async throws {
        let long = String(repeating: "0123456789", count: 70_000)
        let answer = try await ProgramRig("cat").answer(arguments: "{\"text\":\"\(long)\"}")
        #expect(answer.contains(long))
    }

    @Test(
        "fails by its status, by a signal or by output that is not text, and its errors are quoted",
        arguments: [
            (
                "echo first >&2; echo 'no such  city' >&2; exit 3",
                "the program for weigh ended with status 3; its last words: first no such city"
            ),
            ("echo half an answer; exit 1", "the program for weigh ended with status 1; it wrote nothing to standard error"),
            ("no-such-program-here 2>/dev/null", "the program for weigh ended with status 127; it wrote nothing to standard error"),
            ("kill -9 $$", "the program for weigh was ended by signal 9 (Killed); it wrote nothing to standard error"),
            ("kill -USR1 $$", "the program for weigh was ended by signal 10 (User defined signal 1); it wrote nothing to standard error"),
            (
                "printf 'caf\\351'",
                "the program for weigh answered with bytes that are not UTF-8; make it write text to standard output; "
                    + "it wrote nothing to standard error"
            ),
        ])
    func fails(command: String, message: String) async throws {
        let failure = try await ProgramRig(command).failure()
        #expect(failure.code == "tool_failed")
        #expect(failure.message == message)
    }

    @Test("is quoted with the last 500 characters of its errors")
    func lastWords() async throws {
        let command = "i=0; while [ $i -lt 400 ]; do echo \"line $i of very many lines\" >&2; i=$((i+1)); done; exit 1"
        let message = try await ProgramRig(command).failure().message
        let words = try #require(message.split(separator: "its last words: ", omittingEmptySubsequences: false).last)
        #expect(words.count == 500)
        #expect(words.hasSuffix("line 398 of very many lines line 399 of very many lines"))
    }

    @Test(
        "that writes ten megabytes is ended, and so is one that never stops",
        arguments: [
            "head -c 10000000 /dev/zero", "yes", "trap '' PIPE; while :; do echo more; done",
        ])
    func writesTooMuch(command: String) async throws {
        let failure = try await ProgramRig(command) { $0.grace = .milliseconds(50) }.failure()
        #expect(failure.code == "tool_failed")
        #expect(failure.message.hasPrefix("the program for weigh answered with more than 1048576 bytes; make it say less; "))
    }

    @Test("may write up to the limit, to the byte")
    func writesAllThatIsAllowed() async throws {
        let rig = ProgramRig("head -c 1048576 /dev/zero | tr '\\0' x")
        #expect(try await rig.answer().utf8.count == 1_048_576)
        #expect(try await ProgramRig("head -c 1048577 /dev/zero").failure().code == "tool_failed")
    }
}
