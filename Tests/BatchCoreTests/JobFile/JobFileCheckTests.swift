import TestSupport
import Testing

@testable import BatchCore

@Suite("Job file check")
struct JobFileCheckTests {
    private func check(_ lines: [String], with check: JobFileCheck = JobFileCheck()) -> (counts: JobFileCounts, faults: [String]) {
        var check = check
        var faults: [String] = []
        for (place, text) in lines.enumerated() {
            do {
                _ = try check.job(of: .text(JobText(Array(text.utf8), line: place + 1)))
            } catch {
                faults += error.faults.map(\.description)
            }
        }
        return (check.counts, faults)
    }

    @Test("Jobs, turns, forms and bad lines are counted")
    func counts() {
        let (counts, faults) = check([
            #"{"id":"a","turns":["x","y"]}"#, #"{"question_id":1,"turns":["x"]}"#, "{", #"{"turns":["x","y","z"]}"#, #"{"id":"a"}"#,
        ])
        #expect((counts.jobs, counts.turns, counts.badLines) == (3, 6, 2))
        #expect(counts.forms == [.native: 2, .mtBench: 1])
        #expect(faults.count == 2)
    }

    @Test("An id that occurs twice is reported with both lines, in every form")
    func duplicates() {
        let (counts, faults) = check([
            #"{"id":"a","turns":["x"]}"#, #"{"id":"line-4","turns":["x"]}"#, #"{ "id": "\u0061","turns":["x"]}"#, #"{"turns":["x"]}"#,
            #"{"turns":["x"],"question_id":"a"}"#, #"{"id":"A","turns":["x"]}"#, #"{"id":"a","turns":["x"]}"#,
        ])
        #expect(
            faults == [
                #"line 3, column 9: the id "a" is already used on line 1"#,
                #"line 4, column 1: the id "line-4" is already used on line 2; a line without an id is named after its number"#,
                #"line 5, column 30: the id "a" is already used on line 1"#,
                #"line 7, column 7: the id "a" is already used on line 1"#,
            ])
        #expect((counts.jobs, counts.badLines) == (3, 4))
    }

    @Test("A remark that is an error is reported at its member, beside the faults of the file")
    func objections() {
        let objecting = JobFileCheck { job in
            if job.provider == "nowhere" {
                return [JobRemark(at: JobPlace("provider"), message: "there is no \"nowhere\"", hint: "name another")]
            }
            return job.model == nil ? [JobRemark(message: "the job has no model")] : []
        }
        let (counts, faults) = check(
            [
                #"{"turns":["x"],"model":"m"}"#, #"{"turns":["x"],"provider":"nowhere"}"#, #"{"turns":["x"]}"#,
                #"{"turns":["x"],"model":"m","id":"line-1"}"#, #"{"turns":["x"],"id":"line-1"}"#,
            ], with: objecting)
        #expect(
            faults == [
                #"line 2, column 27: there is no "nowhere"; name another"#, "line 3, column 1: the job has no model",
                #"line 4, column 33: the id "line-1" is already used on line 1"#,
                #"line 5, column 21: the id "line-1" is already used on line 1"#,
                "line 5, column 1: the job has no model",
            ])
        #expect(counts.jobs == 1)
    }

    @Test("A remark is reported at its place at any depth, or at the last value on the way to a missing one")
    func places() {
        let line = #"{"turns":["x",{"user":"y","params":{"a":[1,{"b":2}]}}],"tools":[{"n":3}],"params":{"c":5}}"#
        func column(_ place: JobPlace?) -> String {
            let told = check([line], with: JobFileCheck { _ in [JobRemark(at: place, message: "here")] }).faults
            guard told.count == 1, let number = Int(told[0].split(separator: " ")[3].dropLast()) else { return "\(told)" }
            return String(line.dropFirst(number - 1).prefix(4))
        }
        #expect(column(nil) == "{\"tu")
        #expect(column(JobPlace("turns")) == "[\"x\"")
        #expect(column(JobPlace("user", turn: 2)) == "\"y\",")
        #expect(column(JobPlace("user", turn: 1)) == "\"x\",")
        #expect(column(JobPlace(parameter: "a", turn: 2)) == "[1,{")
        #expect(column(JobPlace(parameter: "a", turn: 2, steps: [.element(1), .member("b")])) == "2}]}")
        #expect(column(JobPlace(parameter: "a", turn: 2, steps: [.element(1), .member("z"), .member("b")])) == "{\"b\"")
        #expect(column(JobPlace(parameter: "c")) == "5}}")
        #expect(column(JobPlace("c")) == "{\"tu")
        #expect(column(JobPlace(parameter: "tools", steps: [.element(0), .member("n")])) == "3}],")
        #expect(column(JobPlace("none", turn: 9)) == "{\"tu")
    }

    @Test("Warnings of good lines are counted by kind, with the place of the first")
    func warnings() {
        func warning(_ kind: String, _ job: Job) -> JobRemark {
            JobRemark(.warning(code: "c", kind: kind), at: JobPlace("turns"), message: "\(kind) of \(job.id)", hint: "do")
        }
        var check = JobFileCheck { job in
            switch job.id {
            case "bad": [warning("one", job), JobRemark(message: "bad")]
            case "both": [warning("two", job), warning("one", job), warning("one", job)]
            default: [warning("one", job)]
            }
        }
        var faults = 0
        for (place, id) in ["bad", "a", "both", "bad", "b"].enumerated() {
            let line = Array(#"{"id":"\#(id)","turns":["x"]}"#.utf8)
            do { _ = try check.job(of: .text(JobText(line, line: place + 1))) } catch { faults += 1 }
        }
        #expect(faults == 2)
        #expect(
            check.warnings == [
                JobWarning(code: "c", message: "one of a", hint: "do", line: 2, column: 19, jobs: 3),
                JobWarning(code: "c", message: "two of both", hint: "do", line: 3, column: 22, jobs: 1),
            ])
    }

    @Test("A prefix in the opening history is a fault")
    func openingPrefix() {
        func line(_ prefix: String) -> String {
            #"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","prefix":\#(prefix)}],"turns":["x"]}"#
        }
        let (counts, faults) = check([line("true"), line("false"), line("null")])
        #expect(counts.jobs == 2)
        #expect(
            faults == [
                #"line 1, column 87: a message of the opening history has "prefix", but no reply continues it: the user's words follow; "#
                    + #"set the prefix in the turn: {"user": …, "prefix": …}"#
            ])
        // Jobs stored by an earlier version continue.
        #expect(throws: Never.self) { try JobLine(Array(line("true").utf8), line: 1).job }
    }

    @Test("A line over the limit is a fault")
    func tooLong() {
        var check = JobFileCheck()
        let error = #expect(throws: JobLineError.self) { try check.job(of: .init(.tooLong(number: 9, limit: 100))) }
        #expect(error?.description == "line 9, column 1: the line is longer than 100 bytes")
        #expect(check.counts.badLines == 1)
    }

    @Test("The one duplicate of a large file is found")
    func largeFile() throws {
        let count = 30_000
        var splitter = JobFileSplitter()
        var check = JobFileCheck()
        var next = 0
        var faults: [String] = []
        var jobs = 0
        while true {
            while let entry = splitter.next() {
                do {
                    _ = try check.job(of: entry)
                    jobs += 1
                } catch {
                    faults += error.faults.map(\.description)
                }
            }
            if next == count { break }
            var chunk: [UInt8] = []
            while next < count, chunk.count < 50_000 {
                next += 1
                let id = next == count ? 17 : next
                chunk += Array("{\"id\":\"conversation-\(id)\",\"turns\":[\"What is \(id)?\",\"And its half?\"]}\n".utf8)
            }
            splitter.feed(chunk)
        }
        #expect(faults == ["line \(count), column 7: the id \"conversation-17\" is already used on line 17"])
        #expect(jobs == count - 1)
        #expect(check.counts.turns == 2 * jobs)
        #expect(splitter.heldCount == 0)
    }
}
