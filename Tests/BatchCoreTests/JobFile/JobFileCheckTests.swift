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

    @Test("An id that stands twice is told with both lines, whatever made it")
    func duplicates() {
        let (counts, faults) = check([
            #"{"id":"a","turns":["x"]}"#, #"{"id":"line-4","turns":["x"]}"#, #"{ "id": "\u0061","turns":["x"]}"#, #"{"turns":["x"]}"#,
            #"{"turns":["x"],"question_id":"a"}"#, #"{"id":"A","turns":["x"]}"#, #"{"id":"a","turns":["x"]}"#,
        ])
        #expect(
            faults == [
                #"line 3, column 9: the id "a" stands on line 1 already"#,
                #"line 4, column 1: the id "line-4" stands on line 2 already; a line without an id is named after its number"#,
                #"line 5, column 30: the id "a" stands on line 1 already"#,
                #"line 7, column 7: the id "a" stands on line 1 already"#,
            ])
        #expect((counts.jobs, counts.badLines) == (3, 4))
    }

    @Test("What else speaks against a job is told at the member's place, beside what the file says")
    func objections() {
        let objecting = JobFileCheck { job in
            if job.provider == "nobody" {
                return [JobRemark(at: JobPlace("provider"), message: "nobody knows \"nobody\"", hint: "name another")]
            }
            return job.model == nil ? [JobRemark(message: "the job has no model")] : []
        }
        let (counts, faults) = check(
            [
                #"{"turns":["x"],"model":"m"}"#, #"{"turns":["x"],"provider":"nobody"}"#, #"{"turns":["x"]}"#,
                #"{"turns":["x"],"model":"m","id":"line-1"}"#, #"{"turns":["x"],"id":"line-1"}"#,
            ], with: objecting)
        #expect(
            faults == [
                #"line 2, column 27: nobody knows "nobody"; name another"#, "line 3, column 1: the job has no model",
                #"line 4, column 33: the id "line-1" stands on line 1 already"#,
                #"line 5, column 21: the id "line-1" stands on line 1 already"#,
                "line 5, column 1: the job has no model",
            ])
        #expect(counts.jobs == 1)
    }

    @Test("A remark is told at its place, however deep in the line that is, and at the next one on the way to what is not there")
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

    @Test("Warnings are counted by kind, told with the first place, and of good lines alone")
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

    @Test("A beginning of a reply in the opening history is told what it is")
    func openingPrefix() {
        func line(_ prefix: String) -> String {
            #"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","prefix":\#(prefix)}],"turns":["x"]}"#
        }
        let (counts, faults) = check([line("true"), line("false"), line("null")])
        #expect(counts.jobs == 2)
        #expect(
            faults == [
                #"line 1, column 87: a message of the opening history has "prefix", and begins no reply: the user's words follow it; "#
                    + #"a reply is begun by the turn's own: {"user": …, "prefix": …}"#
            ])
        // What was brought in by an earlier version goes on.
        #expect(throws: Never.self) { try JobLine.read(Array(line("true").utf8), line: 1) }
    }

    @Test("A line over the limit is a fault")
    func tooLong() {
        var check = JobFileCheck()
        let error = #expect(throws: JobLineError.self) { try check.job(of: .init(.tooLong(number: 9, limit: 100))) }
        #expect(error?.description == "line 9, column 1: the line is longer than 100 bytes")
        #expect(check.counts.badLines == 1)
    }

    @Test("A large file is checked with some 20 to 40 bytes a job, and its one duplicate is found")
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
        #expect(faults == ["line \(count), column 7: the id \"conversation-17\" stands on line 17 already"])
        #expect(jobs == count - 1)
        #expect(check.counts.turns == 2 * jobs)
        #expect((20 * jobs...40 * jobs).contains(check.idBytes))
        #expect(splitter.heldCount == 0)
    }
}

@Suite("Table of ids")
struct IDTableTests {
    @Test("Every fingerprint is found again on its line, through all growth")
    func insertion() {
        var table = IDTable()
        let prints = (1...20_000).map { Fingerprint("\($0)".utf8) }
        for (place, print) in prints.enumerated() where table.insert(print, line: place + 1) != nil {
            Issue.record("line \(place + 1) was taken for another")
        }
        for (place, print) in prints.enumerated() where table.insert(print, line: 99_999) != place + 1 {
            Issue.record("line \(place + 1) was lost")
        }
    }

    @Test("Fingerprints that share a half are told apart")
    func halves() {
        var table = IDTable()
        var print = Fingerprint("a".utf8)
        #expect(table.insert(print, line: 1) == nil)
        print.low ^= 1 << 63
        #expect(table.insert(print, line: 2) == nil)
        print.high ^= 1
        #expect(table.insert(print, line: 3) == nil)
        #expect(table.insert(print, line: 4) == 3)
    }
}

@Suite("Token estimate")
struct TokenEstimateTests {
    private func tenths(_ text: String) -> Int { TokenEstimate.tenths(Array(text.utf8)[...]) }

    @Test("Characters count by their kind, and escapes as what they stand for")
    func characters() {
        #expect(tenths("abcd ") == 15)
        #expect(tenths("中文") == 12)
        #expect(tenths("é😀") == 12)
        #expect(tenths(#"a\n\"b"#) == 12)
        #expect(tenths(#"\u4e2d\u6587"#) == 12)
        #expect(tenths(#"\ud83d\ude00"#) == 6)
        #expect(tenths(#"\u0041"#) == 3)
    }

    @Test("The history is counted anew in each round, and tools with it")
    func rounds() {
        let turn = Turn(content: Array("\"0123456789\"".utf8))
        #expect(TokenEstimate.inputTokens(of: Job(id: "a", line: 1, turns: [turn, turn, turn])) == 3 + 6 + 9)
        let opening = Array("01234567890123456789".utf8)
        #expect(TokenEstimate.inputTokens(of: Job(id: "a", line: 1, opening: opening, turns: [turn, turn])) == 9 + 12)
        var withTools = Job(
            id: "a", line: 1, turns: [turn, turn],
            parameters: Parameters([.init(name: "tools", value: Array("[0123456789 12345678]".utf8))]))
        // 21 characters beside the text in each round: 3 + 6.3, then 6 + 6.3.
        #expect(TokenEstimate.inputTokens(of: withTools) == 22)
        withTools.turns[1].parameters = Parameters([.init(name: "tools", value: Array("[]".utf8))])
        #expect(TokenEstimate.inputTokens(of: withTools) == 16)
    }

    @Test("Of content parts the texts count alone")
    func parts() {
        let content =
            #"[{"type":"text","text":"0123456789"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAAAAAAAAAAAAAA"}}]"#
        #expect(TokenEstimate.inputTokens(of: Job(id: "a", line: 1, turns: [Turn(content: Array(content.utf8))])) == 3)
    }
}
