import BatchCore
import TestSupport
import Testing

@Suite("Writing results in a format")
struct ResultsWriterTests {
    private let line = #"{"turns":["q1","q2"]}"#

    private func written(_ format: ResultFormat, only status: JobResult.Status? = nil) throws -> [Bool] {
        try [
            FormattedJob(line, [.said(1, "a"), .said(2, turn: 2, "b")]),
            FormattedJob(line, [.said(1, "a")], failure: Failure(code: "timeout", message: "late")),
            FormattedJob(line, [.said(1, "a")]),
        ].map { try !$0.text(format, only: status).isEmpty }
    }

    @Test("Sets to learn or judge from hold completed jobs, records all of them", arguments: ResultFormat.allCases)
    func statuses(format: ResultFormat) throws {
        let holdsAll = [.results, .openAIBatch, .csv].contains(format)
        #expect(try written(format) == [true, holdsAll, holdsAll])
        #expect(try written(format, only: .completed) == [true, false, false])
        #expect(try written(format, only: .failed) == [false, true, false])
        #expect(try written(format, only: .pending) == [false, false, true])
    }

    @Test("Jobs that were not selected are not reported as left out")
    func leftOut() throws {
        var writer = ResultsWriter(.messages)
        writer.add(try FormattedJob(line).result)
        #expect(writer.leftOut.isEmpty)
        writer.add(try FormattedJob(#"{"api":"fim","turns":["q"]}"#, [.said(1, "a")]).result)
        writer.add(try FormattedJob(#"{"api":"fim","turns":["q"]}"#, [.said(1, "a")]).result)
        #expect(writer.leftOut == [.gaps: 2])
        #expect(writer.bytes.isEmpty)
    }

    @Test("The pieces taken from it make up the whole", arguments: ResultFormat.allCases)
    func pieces(format: ResultFormat) throws {
        let jobs = try (1...3).map { try FormattedJob(#"{"id":"\#($0)","turns":["q"]}"#, [.said(1, "a")]).result }
        var (whole, piecewise) = (ResultsWriter(format), ResultsWriter(format))
        var pieces: [UInt8] = []
        whole.begin()
        piecewise.begin()
        for job in jobs {
            whole.add(job)
            piecewise.add(job)
            pieces += piecewise.bytes
            piecewise.removeAll()
        }
        whole.end()
        piecewise.end()
        #expect(pieces + piecewise.bytes == whole.bytes)
    }

    @Test("The suffix of a name determines the format, and all suffixes differ", arguments: ResultFormat.allCases)
    func endings(format: ResultFormat) {
        #expect(ResultFormat.allCases.filter { $0.fileEnding == format.fileEnding } == [format])
    }
}
