import BatchCore
import TestSupport
import Testing

@Suite("Usage by round")
struct UsageTableTests {
    private static let header =
        "id,line,round,turn,standing,provider,model,finish_reason,prompt_tokens,completion_tokens,total_tokens,cached_tokens,"
        + "reasoning_tokens,cost_usd,cache_saved_usd,attempts,latency_ms,first_token_ms,created_at\r\n"

    @Test("A table has one header, and a row for each round, discarded ones too")
    func rows() throws {
        var writer = ResultsWriter(.csv)
        writer.begin()
        writer.add(try FormattedJob(#"{"id":"x","turns":["q","r"]}"#, [.said(1, "no", .discarded), .said(2, "a")]).result)
        writer.add(try FormattedJob(#"{"id":"y","turns":["q"]}"#).result)
        var silent = Round.said(1, "a", finish: nil, usage: nil)
        (silent.reply.model, silent.cost, silent.firstToken) = (nil, nil, nil)
        writer.add(try FormattedJob(#"{"turns":["q"]}"#, [silent]).result)
        writer.end()
        let rest = "p,m,stop,20,11,31,4,3,0.000003618,,1,812,90,2026-11-20T20:00:00.005Z\r\n"
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == Self.header + "x,3,1,1,discarded,\(rest)" + "x,3,2,1,answer,\(rest)"
                + "line-3,3,1,1,answer,p,,,,,,,,,,1,812,,2026-11-20T20:00:00.005Z\r\n")
    }

    @Test(
        "Words from elsewhere break no row and run in no spreadsheet",
        arguments: [
            (#"a,b"#, #""a,b""#), (#"a\"b"#, #""a""b""#), (#"a\nb"#, "\"a\nb\""), (#" a"#, #"" a""#), (#"a "#, #""a ""#), ("é", "é"),
            (#"=1+1"#, #"'=1+1"#), (#"@x"#, #"'@x"#), (#"-2+3"#, #"'-2+3"#), (#"\tx"#, "'\tx"), (#"\r=x"#, "\"'\r=x\""),
            (#"-1"#, #"-1"#), (#"+1.5"#, "+1.5"), (#"a=1"#, #"a=1"#), (#"=\"x\",y"#, #""'=""x"",y""#),
        ])
    func fields(id: String, field: String) throws {
        let text = try FormattedJob(#"{"id":"\#(id)","turns":["q"]}"#, [.said(1, "a")]).text(.csv)
        #expect(text.hasPrefix("\(field),3,1,1,answer,"), "\(text)")
    }
}
