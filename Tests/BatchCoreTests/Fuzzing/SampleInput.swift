import BatchCore
import Foundation
import TestSupport

/// Valid input, which is then damaged.
enum SampleInput {
    static func of(_ reader: ForeignReader) throws -> [[UInt8]] {
        let own = try files(of: reader)
        return switch reader {
        case .json: try own + responses().map(\.body) + jobLines()
        case .stream: try own + StreamFixture.all.map(\.body) + responses().map(\.body)
        case .responses: try own + ofResponsesAPI().map(\.body)
        case .response: try own + wholeResponses() + StreamFixture.all.map { Array("HTTP/1.1 200 OK\n\n".utf8) + $0.body }
        case .job: try own + jobLines()
        case .file: try own + [jobFile()]
        case .profile: try own + [[UInt8](Data(contentsOf: ProjectFolder.url("examples/providers.json")))]
        }
    }

    /// The samples for the reader in `Tests/Fuzzing/samples`.
    private static func files(of reader: ForeignReader) throws -> [[UInt8]] {
        let folder = ProjectFolder.url("Tests/Fuzzing/samples").appending(path: reader.rawValue)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            [UInt8](try Data(contentsOf: folder.appending(path: name)))
        }
    }

    private static func wholeResponses() throws -> [[UInt8]] {
        try ConformanceCase.all.flatMap { conformance in try conformance.exchanges.map { try conformance.bytes($0.response) } }
    }

    private static func responses() throws -> [HTTPResponse] { try wholeResponses().compactMap { HTTPResponse(wire: $0) } }

    private static func ofResponsesAPI() throws -> [HTTPResponse] {
        try ConformanceCase.all.filter { try $0.job().job.api == .responses }.flatMap { conformance in
            try conformance.exchanges.map { try conformance.response($0) }
        }
    }

    private static func jobFile() throws -> [UInt8] { [UInt8](try Data(contentsOf: ProjectFolder.url("jobs.example.jsonl"))) }

    private static func jobLines() throws -> [[UInt8]] {
        try jobFile().split(separator: UInt8(ascii: "\n")).map { Array($0) } + ConformanceCase.all.map { try $0.bytes("job.json") }
    }
}
