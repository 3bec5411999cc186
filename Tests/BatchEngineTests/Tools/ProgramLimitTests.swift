import BatchCore
import Foundation
import Glibc
import TestSupport
import Testing

@testable import BatchEngine

/// The limits of programs: time, concurrency, descriptors, processes.
@Suite("The program's limits", .sharesMachine)
struct ProgramLimitTests {
    private func process(_ name: String, in folder: TemporaryFolder) -> pid_t? { pid_t((try? folder.text(of: name).dropLast()) ?? "") }

    /// Whether the process that wrote its number into the file has ended and was reaped.
    private func isGone(_ name: String, in folder: TemporaryFolder) -> Bool {
        guard let process = process(name, in: folder) else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    /// Whether it has ended. If its parent ended before it, another process reaps it at some later time.
    private func isDead(_ name: String, in folder: TemporaryFolder) -> Bool {
        guard let process = process(name, in: folder) else { return false }
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return true }
        return status.contains("State:\tZ")
    }

    /// The failure of a script at its time limit, and that limit, which is long enough for the script to write a file `ready`.
    private func failureAtTimeLimit(
        _ script: String, in folder: TemporaryFolder, grace: Duration = .milliseconds(100)
    ) async throws -> (failure: Failure, limit: String) {
        try await withGrowingLimit(from: .milliseconds(300)) { (limit) async throws -> (failure: Failure, limit: String)? in
            let rig = ProgramRig("cd '\(folder.path)'; \(script)") { ($0.timeLimit, $0.grace) = (limit, grace) }
            let failure = try await rig.failure()
            return try folder.names.contains("ready") ? (failure, limit.brief) : nil
        }
    }

    @Test(
        "A time limit ends the program and all processes that it started",
        arguments: [
            "sleep 1000 & echo $! > child; wait=wait",
            "(trap '' TERM; while :; do sleep 1000; done) & echo $! > child; wait=wait",
            "trap '' TERM; sleep 1000 & echo $! > child; wait='sleep 1000'",
            "(trap '' TERM; exec >/dev/null 2>&1; sleep 1000) & echo $! > child; wait='sleep 1000'",
        ])
    func timeLimit(script: String) async throws {
        let folder = try TemporaryFolder()
        let script = "\(script); echo $$ > own; echo going to wait >&2; : > ready; while :; do $wait; done"
        let (failure, limit) = try await failureAtTimeLimit(script, in: folder)
        #expect(failure.code == "tool_timeout")
        #expect(
            failure.message
                == "the program for weigh was still running at the time limit of \(limit), and was ended; its last words: "
                + "going to wait")
        #expect(isGone("own", in: folder))
        #expect(try await eventually { isDead("child", in: folder) })
    }

    @Test("A program that is asked to end gets time for it, but only as much as it needs")
    func grace() async throws {
        let folder = try TemporaryFolder()
        let script = "trap 'sleep 0.1; : > tidied; exit 0' TERM; : > ready; while :; do sleep 0.01; done"
        let (failure, _) = try await failureAtTimeLimit(script, in: folder, grace: .seconds(1_000))
        #expect(failure.code == "tool_timeout")
        #expect(try folder.names == ["ready", "tidied"])
    }

    @Test("A process that holds the output open after the program's exit is reported and ended")
    func outputHeldOpen() async throws {
        let folder = try TemporaryFolder()
        let left = "until grep -q 'State:.Z' /proc/$$/status; do sleep 0.01; done; : > ready; exec sleep 1000"
        let script = "(\(left)) & echo $! > child; echo done"
        let (failure, limit) = try await failureAtTimeLimit(script, in: folder)
        #expect(failure.code == "tool_timeout")
        let words = "ended, but what it left running held its output open until the time limit of \(limit)"
        #expect(failure.message.contains(words))
        #expect(try await eventually { isDead("child", in: folder) })
    }

    @Test("A runner that is released ends its programs")
    func letGo() async throws {
        let folder = try TemporaryFolder()
        do {
            let rig = ProgramRig("cd '\(folder.path)'; sleep 1000 & echo $! > child; echo $$ > own; : > ready; wait")
            rig.run()
            try #require(try await eventually { (try? folder.names.contains("ready")) == true })
        }
        #expect(try await eventually { isGone("own", in: folder) && isDead("child", in: folder) })
    }

    @Test("Two hundred runs, eight at a time: eight run at once, and never nine")
    func places() async throws {
        let folder = try TemporaryFolder()
        let script = """
            cd '\(folder.path)'; mkdir -p places; mkdir places/$$
            until [ -e full ]; do set -- places/*; [ $# -ge 8 ] && : > full; sleep 0.01; done
            set -- places/*; echo $#; rmdir places/$$
            """
        let answers = try await ProgramRig(script).answers(200).map { try $0.get() }
        let counts = try answers.map { try #require(Int($0)) }
        #expect(counts.allSatisfy { (1...8).contains($0) }, "\(counts)")
        #expect(counts.contains(8))
    }

    @Test("Three hundred runs leave no open descriptor and no process")
    func leavesNothing() async throws {
        // The program prints its pipes and its process number.
        let rig = ProgramRig("readlink /proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2; echo $$; exit 0")
        let words = try await rig.answers(300).map { try $0.get().split(separator: "\n").map(String.init) }
        let pipes = Set(words.flatMap { $0.prefix(3) })
        try #require(words.count == 300 && words.allSatisfy { $0.count == 4 } && pipes.allSatisfy { $0.hasPrefix("pipe:[") })
        for word in words {
            let process = try #require(pid_t(word[3]))
            #expect(!FileManager.default.fileExists(atPath: "/proc/\(process)") || Self.parent(of: process) != getpid())
        }
        #expect(try await eventually { Self.open().allSatisfy { !pipes.contains($0.leadsTo) } })
        // Only descriptors of processes that have ended: other tests use others meanwhile.
        #expect(
            try await eventually { Self.open().allSatisfy { $0.leadsTo != "anon_inode:[pidfd]" || !$0.information.contains("Pid:\t-1") } })
    }

    /// This process's descriptors.
    private static func open() -> [(leadsTo: String, information: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.map { name in
            let leadsTo = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
            return (leadsTo ?? "", (try? String(contentsOfFile: "/proc/self/fdinfo/\(name)", encoding: .utf8)) ?? "")
        }
    }

    private static func parent(of process: pid_t) -> pid_t? {
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        return status?.split(separator: "\n").first { $0.hasPrefix("PPid:") }.flatMap { pid_t($0.dropFirst(6)) }
    }

    @Test("The program has only three descriptors, also if one was opened without close-on-exec")
    func descriptors() async throws {
        let folder = try TemporaryFolder()
        let careless = try folder.write("", to: "state")
        let descriptor = unsafe Glibc.open(careless, O_RDONLY)
        defer { close(descriptor) }
        // The fourth descriptor is that of the folder that is being read.
        #expect(try await ProgramRig("ls /proc/self/fd").answer() == "0\n1\n2\n3")
    }

    @Test("The program has the default signal handlers and a new session")
    func surroundings() async throws {
        signal(SIGUSR2, SIG_IGN)
        defer { signal(SIGUSR2, SIG_DFL) }
        let masks = try await ProgramRig("grep -E '^Sig(Blk|Ign)' /proc/self/status").answer().split(separator: "\n")
        try #require(masks.count == 2 && masks.allSatisfy { $0.count == 24 })
        // Glibc reserves the first two signals after the named ones.
        let named = masks.compactMap { UInt64($0.suffix(16), radix: 16) }.map { $0 & 0x7FFF_FFFF }
        #expect(named == [0, 0], "\(masks)")
        let words = try await ProgramRig("echo $$; cut -d ' ' -f 5,6,7 /proc/$$/stat").answer().split(separator: "\n")
        // Group, session, terminal.
        #expect(words.count == 2 && words[1] == "\(words[0]) \(words[0]) 0")
    }

    @Test("The program has this process's environment and working folder")
    func environment() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        let answer = try await ProgramRig("echo \"$PATH\"; pwd -P").answer().split(separator: "\n").map(String.init)
        #expect(answer.first == path)
        #expect(answer.last == URL(filePath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath().path)
    }
}
