import TestSupport
import Testing

@testable import BatchCore

@Suite("Line splitter")
struct LineSplitterTests {
    /// The lines of `bytes`, fed in chunks of `size`.
    private func lines(_ bytes: [UInt8], size: Int, limit: Int = 100) -> (lines: [String], splitter: LineSplitter) {
        var splitter = LineSplitter(limit: limit)
        var found: [String] = []
        func take() {
            while let line = splitter.next() {
                switch line {
                case .text(let number, let bytes): found.append("\(number):\(String(decoding: bytes, as: UTF8.self))")
                case .tooLong(let number, let limit): found.append("\(number):>\(limit)")
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
        return (found, splitter)
    }

    @Test("The lines are the same for chunks of any size", arguments: [1, 2, 3, 4, 5, 7, 64, 1_000])
    func chunks(size: Int) {
        let long = String(repeating: "x", count: 101)
        let full = String(repeating: "y", count: 100)
        let text = "\u{FEFF}{\"é\":1}\r\n\n  \t \r\nb\r\r\n\(long)\n\(full)\r\n\(full)\n\(long)\r\n\(long)\(long)\nc\n\nd"
        let (found, splitter) = lines(Array(text.utf8), size: size)
        #expect(found == ["1:{\"é\":1}", "4:b\r", "5:>100", "6:\(full)", "7:\(full)", "8:>100", "9:>100", "10:c", "12:d"])
        #expect((splitter.lineCount, splitter.blankCount) == (12, 3))
    }

    @Test("A byte order mark is dropped only at the beginning and does not count as length", arguments: [1, 2, 1_000])
    func mark(size: Int) {
        let full = String(repeating: "y", count: 100)
        #expect(lines(Array("\u{FEFF}\(full)\r\n\u{FEFF}b".utf8), size: size).lines == ["1:\(full)", "2:\u{FEFF}b"])
        #expect(lines(Array("\u{FEFF}\n a".utf8), size: size).lines == ["2: a"])
    }

    @Test("An empty file has no line", arguments: ["", "\n", "\r\n\n", "\u{FEFF}", "   "])
    func nothing(text: String) {
        #expect(lines(Array(text.utf8), size: 3).lines.isEmpty)
    }

    @Test("A line over the limit at the end of the file is reported and not held in memory")
    func unfinishedTooLong() {
        let (found, splitter) = lines(Array(("a\n" + String(repeating: "z", count: 5_000)).utf8), size: 50)
        #expect(found == ["1:a", "2:>100"])
        #expect(splitter.heldCount == 0)
    }
}
