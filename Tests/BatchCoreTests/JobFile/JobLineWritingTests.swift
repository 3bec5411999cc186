import TestSupport
import Testing

@testable import BatchCore

/// The form of written lines. `JobLinePromises` checks for every line that the written job is the same.
@Suite("Lines in the project's own form")
struct JobLineWritingTests {
    private func converted(_ text: String, _ reading: JobReading = .plain) throws -> String {
        var writer = JSONWriter()
        try ReadLine(text, reading).line.writeNative(to: &writer)
        #expect(writer.bytes.last == UInt8(ascii: "\n"))
        return String(decoding: writer.bytes.dropLast(), as: UTF8.self)
    }

    @Test("A native line keeps its members and gets its id")
    func native() throws {
        let line = #"{"id":"a","turns":["x",{"user":"y","reask" : 3}],"tool_results":{},"priority":2,"metadata":{"k" : 1.0}}"#
        #expect(try converted(line) == line)
        #expect(try converted(#"{"id":null,"turns":["x"]}"#) == #"{"id":"line-7","turns":["x"]}"#)
    }

    @Test("A foreign line is written as its job")
    func foreign() throws {
        #expect(
            try converted(#"{"question_id":81,"turns":["a",{"user":"b"}],"category":"c"}"#)
                == #"{"id":"81","turns":["a",{"user":"b"}],"metadata":{"category":"c"}}"#)
        #expect(
            try converted(
                #"{"custom_id":"b","body":{"model":"m","temperature":0.10,"messages":[{"role":"user","content":"q"},"#
                    + #"{"role":"user","name":"n","content":"r"}]}}"#
            )
                == #"{"id":"b","model":"m","messages":[{"role":"user","content":"q"}],"params":{"temperature":0.10},"#
                + #""turns":[{"message":{"role":"user","name":"n","content":"r"}}]}"#
        )
        #expect(
            try converted(#"{"custom_id":"b","body":{"messages":[{"role":"system","content":"s"}]}}"#)
                == #"{"id":"b","messages":[{"role":"system","content":"s"}],"turns":[{"message":{}}]}"#)
        #expect(
            try converted(#"{"custom_id":"b","body":{"prompt":"a","suffix":"z"}}"#)
                == #"{"id":"b","api":"fim","turns":[{"prompt":"a","suffix":"z"}]}"#)
        #expect(
            try converted(#"{"custom_id":"b","body":{"input":"a","instructions":"i"}}"#)
                == #"{"id":"b","api":"responses","system":"i","turns":["a"]}"#)
        #expect(
            try converted(#"{"conversations":[{"from":"human","value":"x"},{"from":"gpt","value":"y"}]}"#)
                == #"{"id":"line-7","turns":["x"],"metadata":{"reference":[{"from":"gpt","value":"y"}]}}"#)
        #expect(
            try converted(
                #"{"messages":[{"role":"user","content":[{"type":"text","text":"x"}]},{"role":"assistant","content":"b","prefix":true}]}"#)
                == #"{"id":"line-7","turns":[{"user":[{"type":"text","text":"x"}],"prefix":"b"}]}"#)
        #expect(
            try converted(#"{"session_id":"s","turns":[{"text":"x"},{"text":"y","output_length":5}]}"#)
                == #"{"id":"s","turns":["x",{"user":"y","params":{"max_tokens":5}}]}"#)
    }

    @Test("Answers to calls are written with their arguments")
    func toolResults() throws {
        let words = [("human", "x"), ("function_call", #"{\"name\":\"f\",\"arguments\":{\"a\": 1}}"#), ("observation", "o")]
        let said = words.map { #"{"from":"\#($0.0)","value":"\#($0.1)"}"# }.joined(separator: ",")
        #expect(
            try converted(#"{"conversations":[\#(said)],"tools":"[{\"name\":\"f\"}]"}"#).hasPrefix(
                #"{"id":"line-7","params":{"tools":[{"type":"function","function":{"name":"f"}}]},"#
                    + #""tool_results":{"f":[{"arguments":{"a": 1},"result":"o"},"o"]},"turns":["x"],"#))
    }

    @Test("A replay is written with all turns of the user")
    func replay() throws {
        let line =
            #"{"id":"a","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"r"},{"role":"user","content":"y"}]}"#
        #expect(
            try converted(line, .replay)
                == #"{"id":"a","turns":["x","y"],"metadata":{"reference":[{"role":"assistant","content":"r"}]}}"#)
    }

    @Test("A text of several lines is written on one line, and its forwarded values are on one line")
    func severalLines() throws {
        let text = "{\"id\":\"a\",\n \"messages\":[\n{\"role\":\"system\",\n\"content\":\"s\"}],\"turns\":[\"x\"],\"metadata\":[\n1]}"
        #expect(try converted(text) == #"{"id":"a","messages":[{"role":"system","content":"s"}],"turns":["x"],"metadata":[1]}"#)
        let read = try ReadLine(text)
        #expect(read.opening == #"{"role":"system","content":"s"}"#)
        #expect(read.metadata == "[1]")
        #expect(read.line.position(of: JobPlace("turns")) == JSONPosition(line: 10, column: 25))
    }
}
