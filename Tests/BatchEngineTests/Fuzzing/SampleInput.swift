import BatchEngine
import Foundation

/// Good input, from which the bad is made.
enum SampleInput {
    static func of(_ reader: ForeignReader) throws -> [[UInt8]] {
        switch reader {
        case .json: try responses().map(\.body) + jobLines()
        case .stream: try StreamFixture.all.map(\.body) + responses().map(\.body)
        case .response: try wholeResponses() + StreamFixture.all.map { Array("HTTP/1.1 200 OK\n\n".utf8) + $0.body }
        case .job: try jobLines()
        case .file: try [jobFile(), Array(jobLines().suffix(3).joined(separator: Array("\r\n\n".utf8)))]
        }
    }

    private static func wholeResponses() throws -> [[UInt8]] {
        try ConformanceCase.all.flatMap { conformance in try conformance.exchanges.map { try conformance.bytes($0.response) } }
    }

    private static func responses() throws -> [HTTPResponse] { try wholeResponses().compactMap { HTTPResponse(wire: $0) } }

    private static func jobFile() throws -> [UInt8] { [UInt8](try Data(contentsOf: ProjectFolder.url("jobs.example.jsonl"))) }

    private static func jobLines() throws -> [[UInt8]] {
        try jobFile().split(separator: UInt8(ascii: "\n")).map { Array($0) } + ConformanceCase.all.map { try $0.bytes("job.json") }
    }
}
