import TestSupport
import Testing

@testable import BatchCore

@Suite("Forms of job lines")
struct JobFormTests {
    @Test(
        "The members of a line determine its form, in the order of the forms",
        arguments: [
            (#"{"turns":["x"],"custom_id":"b"}"#, "native"), (#"{"messages":[],"params":{}}"#, "native"), ("{}", "native"),
            (#"{"question_id":1,"turns":[{"text":"x"}]}"#, "mt-bench"), (#"{"turns":[{"text":"x"}]}"#, "aiperf"),
            (#"{"turns":[{"text":"x","user":"y"}]}"#, "native"), (#"{"custom_id":"b","conversations":[]}"#, "openai-batch"),
            (#"{"conversations":[],"messages":[]}"#, "sharegpt"), (#"{"messages":[],"session_id":"s","text":"x"}"#, "messages"),
            (#"{"session_id":"s","text_input":"x"}"#, "genai-perf"), (#"{"session_id":"s"}"#, "native"),
        ])
    func recognition(text: String, form: String) throws {
        #expect(JobForm(recognising: try JSONDocument(text).root).name == form)
    }

    @Test("Each form has one name and one title")
    func names() {
        #expect(Set(JobForm.all.map(\.name)).count == JobForm.all.count)
        #expect(Set(JobForm.all.map(\.title)).count == JobForm.all.count)
    }

    @Test("Members that a form keeps as metadata are not searched for a prefix or a parameter")
    func metadata() throws {
        let prefix = #"{"role":"assistant","content":"a","prefix":true}"#
        let text = #"{"conversations":[{"from":"human","value":"x"}],"messages":[\#(prefix),\#(prefix)],"body":{"seed":1}}"#
        var check = JobFileCheck { _ in [JobRemark(.warning(code: "c", kind: "k"), at: JobPlace(parameter: "seed"), message: "m")] }
        _ = try check.job(of: .text(JobText(Array(text.utf8), line: 1)))
        #expect(check.warnings.map(\.column) == [1])
    }
}
