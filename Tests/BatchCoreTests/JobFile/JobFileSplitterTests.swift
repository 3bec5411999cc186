import TestSupport
import Testing

@testable import BatchCore

@Suite("Job file splitter")
struct JobFileSplitterTests {
    /// The text of each job of `text`, as `line.column:text`, and the faults between.
    private func entries(_ text: String, size: Int = 1_000, limit: Int = 1_000) -> [String] {
        let bytes = Array(text.utf8)
        var splitter = JobFileSplitter(limit: limit)
        var found: [String] = []
        func take() {
            while let entry = splitter.next() {
                switch entry {
                case .text(let text): found.append("\(text.line).\(text.column):\(String(decoding: text.bytes, as: UTF8.self))")
                case .bad(let fault): found.append("\(fault)")
                }
            }
        }
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.feed(Array(bytes[start..<min(start + size, bytes.count)]))
            take()
            #expect(splitter.heldCount <= limit + 4)
        }
        splitter.finish()
        take()
        #expect(splitter.next() == nil)
        return found
    }

    @Test("The elements of an array have their places, for chunks of any size", arguments: [1, 2, 3, 5, 1_000])
    func elements(size: Int) {
        let text = "\u{FEFF} \n [ {\"é\":\"]},[\\\"\"} ,\n  [1,\n{}] , 7\n,\"\\\\\",{\n\"a\":[]}\r\n]\n \n"
        #expect(
            entries(text, size: size) == [
                "2.4:{\"é\":\"]},[\\\"\"}", "3.3:[1,\n{}]", "4.7:7", "5.2:\"\\\\\"", "5.7:{\n\"a\":[]}",
            ])
        #expect(entries("[]", size: size).isEmpty)
        #expect(entries("  [ \n] ", size: size).isEmpty)
    }

    @Test("A fault of an array is reported at its place, and the other elements are read")
    func brokenArrays() {
        #expect(
            entries("[1,,2]") == ["1.2:1", "line 1, column 4: an element is missing before the comma; remove the comma", "1.5:2"])
        #expect(entries("[,1]") == ["line 1, column 2: an element is missing before the comma; remove the comma", "1.3:1"])
        #expect(entries("[1,\n]") == ["1.2:1", "line 2, column 1: a comma follows the last element; remove it"])
        #expect(
            entries("[1]\n[2]") == [
                "1.2:1", "line 2, column 1: text follows the end of the array; a file is one array, or has a job on each line",
            ])
        let cut = "line 1, column 5: the file ends before its array does; an array ends with ']'; is the file whole?"
        #expect(entries("[1, ") == ["1.2:1", cut])
        #expect(entries("[{\"a") == ["1.2:{\"a", cut])
        #expect(entries("[1}}") == ["1.2:1}}", cut])
    }

    @Test("An element over the limit is reported with its place and not held in memory", arguments: [1, 7, 1_000])
    func longElements(size: Int) {
        let long = "\"\(String(repeating: "x", count: 20))\""
        #expect(
            entries("[\(long),\n\(long) , 5, \"y\"]", size: size, limit: 10) == [
                "line 1, column 2: the element is longer than 10 bytes", "line 2, column 1: the element is longer than 10 bytes", "2.26:5",
                "2.29:\"y\"",
            ])
    }

    @Test("A file without a bracket at its beginning has lines", arguments: [1, 2, 1_000])
    func lines(size: Int) {
        #expect(entries("\u{FEFF}{}\n\n[1]\r\nx", size: size) == ["1.1:{}", "3.1:[1]", "4.1:x"])
        #expect(entries("\n \n", size: size).isEmpty)
        #expect(entries("", size: size).isEmpty)
        #expect(entries("x", size: size) == ["1.1:x"])
    }

    @Test("Consecutive lines of one session are one text", arguments: [1, 9, 1_000])
    func sessions(size: Int) {
        func line(_ session: String, _ text: String) -> String { #"{"session_id":\#(session),"text":"\#(text)"}"# }
        let own = #"{"session_id":"a","turns":["x"]}"#
        let (a, b) = (line("\"a\"", "1"), line("\"a\"", "2"))
        #expect(
            entries("\(a)\n\n\(b)\n\(line("\"b\"", "3"))\n\(own)\n\(own)\n\(a)\n{\n\(line("4", "5"))\n\(line("\"4\"", "6"))", size: size)
                == [
                    "1.1:\(a)\n\(b)", "4.1:\(line("\"b\"", "3"))", "5.1:\(own)", "6.1:\(own)", "7.1:\(a)", "8.1:{",
                    "9.1:\(line("4", "5"))\n\(line("\"4\"", "6"))",
                ])
    }

    @Test("A session over the limit is reported with its first line and not held in memory")
    func longSessions() {
        let line = #"{"session_id":"a","text":"xxxxxxxxxxxxxxxxxxxxxxxxx"}"#
        let text = [line, line, line, "{}"].joined(separator: "\n")
        #expect(
            entries(text, limit: 2 * line.utf8.count) == [
                "line 1, column 1: the session that begins here is longer than 106 bytes", "4.1:{}",
            ])
        #expect(entries(text, limit: 3 * line.utf8.count + 2).count == 2)
    }

    @Test("A fault in an element or a session has its place in the file")
    func places() {
        let array = "[{\"turns\":[\"a\"]}, {\n \"turns\": [1,\n  2], \"é\":0, \"id\": \"\"}]"
        var splitter = JobFileSplitter()
        var check = JobFileCheck()
        var faults: [String] = []
        func read(_ text: String) {
            splitter.feed(Array(text.utf8))
            splitter.finish()
            while let entry = splitter.next() {
                do { _ = try check.line(of: entry) } catch { faults += error.faults.map(\.description) }
            }
        }
        read(array)
        #expect(
            faults == [
                "line 2, column 12: turn 1 must be a string or an object, not a number",
                "line 3, column 3: turn 2 must be a string or an object, not a number",
                #"line 3, column 7: unknown member "é""#, #"line 3, column 20: "id" is empty"#,
            ])
        (splitter, faults) = (JobFileSplitter(), [])
        read(
            [#""a""#, "", "1", "", "", #"null,"text_input":2"#].map { $0.isEmpty ? "" : #"{"session_id":"s","text":\#($0)}"# }
                .joined(separator: "\n")
        )
        #expect(
            faults == [
                #"line 3, column 26: "text" must be a string, not a number"#,
                #"line 6, column 44: "text" must be a string, not a number"#,
            ])
        #expect(check.counts.jobs == 1)
    }

    @Test("Elements without an id are named after their numbers, and a repeated session is reported with both lines")
    func names() throws {
        var check = JobFileCheck()
        func entries(_ text: String) -> [JobFileEntry] {
            var splitter = JobFileSplitter()
            splitter.feed(Array(text.utf8))
            splitter.finish()
            var entries: [JobFileEntry] = []
            while let entry = splitter.next() { entries.append(entry) }
            return entries
        }
        let ids = try entries(#"[{"turns":["a"]},{"turns":["b"]},{"id":"x","turns":["c"]}]"#).map { try check.job(of: $0).id }
        #expect(ids == ["element-1", "element-2", "x"])
        let line = { (session: String) in #"{"session_id":"\#(session)","text":"a"}"# }
        let session = entries([line("s"), line("s"), line("t"), line("s")].joined(separator: "\n"))
        #expect(try check.job(of: session[0]).turns.count == 2)
        #expect(try check.job(of: session[1]).turns.count == 1)
        let error = #expect(throws: JobLineError.self) { try check.job(of: session[2]) }
        #expect(
            error?.description == #"line 4, column 15: the id "s" is already used on line 1; "#
                + #"the lines of a session must be consecutive: sort the file by "session_id""#)
    }
}
