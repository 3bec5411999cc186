import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator

/// A rehearsal whose jobs call tools, and a program that answers and logs the calls.
struct ToolRehearsal {
    var rehearsal: Rehearsal
    var folder: Folder { rehearsal.folder }

    /// The program, in the folder as `tool.sh`. Certain places in a call make it wait or fail.
    private static let program = #"""
        call=$(cat)
        echo "$call" >> calls.log
        if [ -n "$LIFE" ]; then echo "$LIFE $call" >> lives.log; fi
        case $call in
        *'"location":"Waiting'*) echo $$ > waiting; while [ ! -e go ]; do sleep 0.01; done ;;
        *'"location":"Atlantis'*) if [ ! -e found ]; then echo "no such city" >&2; exit 3; fi ;;
        *'"location":"Babel'*) printf 'caf\351' ;;
        esac
        place=${call##*\"location\":\"}
        printf 'mild in %s' "${place%%\"*}"
        """#

    static func with(
        _ options: SimulatorOptions = .quick, jobs: String, _ body: (ToolRehearsal) async throws -> Void
    ) async throws {
        try await Rehearsal.with(options, jobs: jobs) { rehearsal in
            try rehearsal.folder.write("tool.sh", program)
            try await body(ToolRehearsal(rehearsal: rehearsal))
        }
    }

    /// A job with the functions `get_weather` and `get_time`.
    /// - Parameter members: more members of its line.
    static func job(_ id: String, _ turns: [String], _ members: String = "") -> String {
        let functions = ["get_weather", "get_time"].map { name in
            let place = #"{"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}"#
            return #"{"type":"function","function":{"name":"\#(name)","parameters":\#(place)}}"#
        }
        let words = turns.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"id":"\#(id)","turns":[\#(words)],"tools":[\#(functions.joined(separator: ","))]\#(members)}"# + "\n"
    }

    static let command = ["--tool-command", "sh tool.sh"]

    func start(_ options: [String] = []) throws -> Running { try rehearsal.start(Self.command + options) }
    func run(_ options: [String] = []) async throws -> Binary.Outcome { try await start(options).wait() }

    /// The calls of the program, in order.
    var calls: [[String: Any]] { get throws { folder.exists("calls.log") ? try folder.lines("calls.log") : [] } }

    /// The calls of the program by job, round and number.
    var askedFor: [String: Int] {
        get throws {
            try calls.reduce(into: [:]) { counts, call in
                counts["\(call["job"] ?? "") \(call["round"] ?? 0).\(call["call"] ?? 0)", default: 0] += 1
            }
        }
    }

    /// The lives of the command in which each call ran, by job, round and number. The variable `LIFE` names the life.
    var livesAskedIn: [String: [Int]] {
        get throws {
            guard folder.exists("lives.log") else { return [:] }
            return try folder.read("lives.log").split(separator: "\n").reduce(into: [:]) { lives, line in
                let parts = line.split(separator: " ", maxSplits: 1)
                // A program whose command was killed too early has logged nothing.
                guard parts.count == 2, let life = Int(parts[0]), let call = try JSONLines.read(String(parts[1])).first else { return }
                lives["\(call["job"] ?? "") \(call["round"] ?? 0).\(call["call"] ?? 0)", default: []].append(life)
            }
        }
    }

    /// The answers that are in the state file, by job, round and number.
    var stored: [String: String] {
        get throws {
            var stored: [String: String] = [:]
            try rehearsal.reader.forEachJob { job in
                for answer in job.toolAnswers { stored["\(job.id) \(answer.round).\(answer.call)"] = answer.content }
            }
            return stored
        }
    }

    /// The answers in the messages of a job's result.
    func answers(of id: String) throws -> [String] {
        let result = try rehearsal.results.first { $0["id"] as? String == id }
        let messages = result?["messages"] as? [[String: Any]] ?? []
        return messages.filter { $0["role"] as? String == "tool" }.map { $0["content"] as? String ?? "" }
    }

    /// The code of a job's failure.
    func code(of id: String) throws -> String? {
        let result = try rehearsal.results.first { $0["id"] as? String == id }
        return (result?["error"] as? [String: Any])?["code"] as? String
    }
}
