import TestSupport
import Testing

@testable import BatchCore

@Suite("Faults of a profile file")
struct ProfileFileFaultTests {
    private func faults(_ text: String) -> [String] {
        do {
            _ = try ProfileFile.read(Array(text.utf8), onto: .builtIn, path: "p.json")
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    /// The messages about a profile with these members, without the places.
    private func faults(of members: String, name: String = "lab") -> [String] {
        faults("{\"providers\":{\"\(name)\":{\"base_url\":\"http://h/v1\"\(members)}}}")
            .map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? $0 }
    }

    @Test("are reported with line and column, all at once")
    func places() {
        #expect(
            faults(
                """
                {"providers": {
                  "lab": {"base_url": "http://h/v1", "limts": {}, "title": 1,
                    "limits": {"rpm": 0},
                    "quirks": {"think_tag": true}},
                  "Lab": {},
                  "other": {"like": "deepsek"}
                }}
                """) == [
                    "line 2, column 38: unknown member \"limts\"; did you mean \"limits\"?",
                    "line 2, column 60: \"title\" must be a string that says something, and this is a number",
                    "line 3, column 23: \"rpm\" must be a whole number from 1 to 1000000000",
                    "line 4, column 16: unknown member \"think_tag\"; did you mean \"think_tags\"?",
                    "line 5, column 3: the name of a provider must have up to 64 lower case letters, digits, \"-\", \".\" and \"_\", "
                        + "a letter or a digit first",
                    "line 6, column 21: there is no provider \"deepsek\"; did you mean \"deepseek\"?",
                ])
        #expect(faults("{\"providers\":\n{") == ["line 2, column 2: this is no JSON: the text ends in the middle of a value"])
        #expect(faults("[]") == ["line 1, column 1: the file must be an object with the member \"providers\", and this is an array"])
        #expect(faults("{}") == ["line 1, column 1: the member \"providers\" is missing; it holds the profiles by their names"])
        #expect(faults(#"{"provider":{}}"#).first == "line 1, column 2: unknown member \"provider\"; did you mean \"providers\"?")
        #expect(faults(#"{"providers":[]}"#) == ["line 1, column 14: \"providers\" must be an object, and this is an array"])
        #expect(faults(#"{"providers":null}"#) == ["line 1, column 14: \"providers\" must be an object, and this is null"])
        #expect(faults(#"{"providers":{"lab":"x"}}"#) == ["line 1, column 21: a profile must be an object, and this is a string"])
        #expect(
            faults(#"{"providers":{"lab":{}}}"#) == ["line 1, column 21: the member \"base_url\" is missing; it says where the server is"]
        )
        #expect(faults(#"{"providers":{"sim":{"like":"simulated"}}}"#).count == 1)
        #expect(faults(#"{"providers":{"simulated":{}}}"#).isEmpty)
    }

    @Test("A name occurs once, and has no other meaning")
    func names() {
        let profile = #"{"base_url":"http://h/v1"}"#
        #expect(faults("{\"providers\":{\"a\":\(profile),\"a\":\(profile)}}") == ["line 1, column 46: the member \"a\" stands twice"])
        #expect(
            faults("{\"providers\":{\"custom\":\(profile)}}") == [
                "line 1, column 15: \"custom\" is the name of servers that have no profile; choose another name"
            ])
        for name in ["", "-a", ".a", "a b", "é", "A", "a/b", String(repeating: "a", count: 65)] {
            #expect(faults("{\"providers\":{\"\(name)\":\(profile)}}").count == 1, "\(name)")
        }
        for name in ["a", "0", "a-b.c_d", String(repeating: "a", count: 64)] {
            #expect(faults("{\"providers\":{\"\(name)\":\(profile)}}").isEmpty, "\(name)")
        }
    }

    @Test("A profile is like one that is known by then")
    func like() {
        #expect(
            faults(#"{"providers":{"a":{"like":"b"},"b":{"base_url":"http://h/v1"}}}"#) == [
                "line 1, column 27: there is no provider \"b\"; it stands further down: put it before this one"
            ])
        let known = ProviderCatalog.builtIn.names.joined(separator: ", ")
        #expect(faults(of: #","like":"acme-cloud""#) == ["there is no provider \"acme-cloud\"; known are \(known)"])
        #expect(faults(of: #","like":1"#) == ["\"like\" must be a string that says something, and this is a number"])
    }

    private static let hint = "name the environment variable that holds it, with \"key_env\""
    private static let headerHint = hint + ": it is sent as \"authorization\""

    @Test(
        "A key must not be in the file, and is not repeated in messages",
        arguments: [
            (#","key":"sk-canary""#, "a key must not stand in this file; \(hint)"),
            (#","api_key":"sk-canary""#, "a key must not stand in this file; \(hint)"),
            (#","apiKey":"sk-canary""#, "a key must not stand in this file; \(hint)"),
            (#","authorization":"Bearer sk-canary""#, "a key must not stand in this file; \(hint)"),
            (#","quirks":{"token":"sk-canary"}"#, "a key must not stand in this file; \(hint)"),
            (#","key_env":"sk-canary""#, "\"key_env\" must be the name of an environment variable, never a key"),
            (#","key_env":"""#, "\"key_env\" must be the name of an environment variable, never a key"),
            (#","key_env":7"#, "\"key_env\" must be the name of an environment variable, never a key"),
            (
                #","headers":{"Authorization":"Bearer sk-canary"}"#,
                "the header \"Authorization\" would hold a key, which must not stand in this file; \(headerHint)"
            ),
            (
                #","headers":{"x-api-key":"sk-canary"}"#,
                "the header \"x-api-key\" would hold a key, which must not stand in this file; \(headerHint)"
            ),
            (
                #","headers":{"x-pass":"Basic sk-canary"}"#,
                "the header \"x-pass\" would hold a key, which must not stand in this file; \(headerHint)"
            ),
        ])
    func keys(members: String, message: String) {
        #expect(faults(of: members) == [message])
        #expect(!faults(of: members).joined().contains("canary"))
    }

    @Test("A base URL holds no secret and no query")
    func baseURL() {
        func faults(_ url: String) -> [String] { self.faults("{\"providers\":{\"lab\":{\"base_url\":\"\(url)\"}}}") }
        #expect(
            faults("http://me:sk-canary@h/v1") == [
                "line 1, column 33: \"base_url\" must not hold a user and a password; a key comes from the environment"
            ])
        #expect(
            faults("http://h/v1?key=sk-canary") == [
                "line 1, column 33: \"base_url\" must not hold a query; /chat/completions is put at its end"
            ])
        #expect(faults("h:8000") == ["line 1, column 33: \"base_url\" must begin with http:// or https://, and \"h:8000\" does not"])
        #expect(faults("http://") == ["line 1, column 33: \"base_url\" must name a host, as http://127.0.0.1:8000/v1 does"])
        #expect(faults("http://h/a b") == ["line 1, column 33: \"base_url\" must name a host, as http://127.0.0.1:8000/v1 does"])
        #expect(faults("http://h/\\n") == ["line 1, column 33: \"base_url\" must not hold control characters"])
    }

    private static let error = #""status":420,"code":"c","title":"T","meaning":"M.","handling":"retry""#

    @Test(
        "Invalid values are refused",
        arguments: [
            (#","title":null"#, "\"title\" must be a string that says something, and this is null"),
            (#","title":"a\u001b[1m""#, "\"title\" must not hold control characters"),
            (#","title":"a","title":"b""#, "the member \"title\" stands twice"),
            (#","default_model":"""#, "\"default_model\" must be a string that says something, and this is a string"),
            (#","documentation":[]"#, "\"documentation\" must be a string that says something, and this is an array"),
            (#","headers":[]"#, "\"headers\" must be an object, and this is an array"),
            (#","headers":{"x y":"1"}"#, "a header's name must be of letters, digits and \"-\""),
            (#","headers":{"":"1"}"#, "a header's name must be of letters, digits and \"-\""),
            (#","headers":{"Content-Type":"1"}"#, "the header \"Content-Type\" is one that batchrun writes itself"),
            (#","headers":{"x-a":"1","X-A":"2"}"#, "the header \"X-A\" stands twice"),
            (#","headers":{"x-a":1}"#, "\"x-a\" must be a string that says something, and this is a number"),
            (#","headers":{"x-a":"é"}"#, "a header's value must be of ASCII"),
            (#","headers":{"x-a":"1\r\nx-b: 2"}"#, "\"x-a\" must not hold control characters"),
            (#","limits":1"#, "\"limits\" must be an object, and this is a number"),
            (#","limits":{"concurrency":100001}"#, "\"concurrency\" must be a whole number from 1 to 100000"),
            (#","limits":{"rpm":1.5}"#, "\"rpm\" must be a whole number from 1 to 1000000000"),
            (#","limits":{"tpm":"9"}"#, "\"tpm\" must be a whole number from 1 to 1000000000"),
            (#","limits":{"rps":9}"#, "unknown member \"rps\"; did you mean \"rpm\"?"),
            (#","limits":{"ceilings":9}"#, "\"ceilings\" must be an array of ceilings, which may be empty, and this is a number"),
            (#","limits":{"ceilings":[9]}"#, "an element of \"ceilings\" must be an object, and this is a number"),
            (#","limits":{"ceilings":[{"concurrency":9}]}"#, "the member \"model_prefix\" is missing; \"\" stands for all models"),
            (#","limits":{"ceilings":[{"model_prefix":"m"}]}"#, "the member \"concurrency\" is missing"),
            (#","deadlines":[]"#, "\"deadlines\" must be an object, and this is an array"),
            (#","deadlines":{"idle":30}"#, "\"idle\" must be a time such as \"30s\", \"10m\" or \"1h30m\""),
            (#","deadlines":{"connect":"0s"}"#, "\"connect\" must be a time such as \"30s\", \"10m\" or \"1h30m\""),
            (#","deadlines":{"connect":"9999d"}"#, "\"connect\" must be a time such as \"30s\", \"10m\" or \"1h30m\""),
            (#","deadlines":{"attempt":"long"}"#, "\"attempt\" must be a time such as \"30s\", \"10m\" or \"1h30m\""),
            (#","prices":{}"#, "\"prices\" must be an array of prices, and this is an object"),
            (#","prices":[{"model":"m","input":1,"outptu":2}]"#, "unknown member \"outptu\"; did you mean \"output\"?"),
            (#","prices":[{"model":"m","input":1}]"#, "the member \"output\" is missing"),
            (
                #","prices":[{"provider":"lab","model":"m","input":1,"output":2}]"#,
                "the prices of a profile are the profile's own; leave \"provider\" out"
            ),
            (#","quirks":true"#, "\"quirks\" must be an object, and this is a boolean"),
            (
                #","quirks":{"reasoning_member":"resoning"}"#,
                "\"reasoning_member\" must be one of reasoning_content, reasoning; did you mean \"reasoning\"?"
            ),
            (#","quirks":{"think_tags":"yes"}"#, "\"think_tags\" must be true or false, and this is a string"),
            (#","quirks":{"prefix":null}"#, "\"prefix\" must be true or false, and this is null"),
            (#","quirks":{"beta_path":"beta"}"#, "\"beta_path\" must be a path that begins with \"/\", without a query"),
            (#","quirks":{"sessions":["a"]}"#, "\"sessions\" must be an object, and this is an array"),
            (#","quirks":{"sessions":{"header":[]}}"#, "unknown member \"header\"; did you mean \"headers\"?"),
            (#","quirks":{"sessions":{"headers":["host"]}}"#, "the header \"host\" is one that batchrun writes itself"),
            (#","quirks":{"sessions":{"members":["messages"]}}"#, "\"messages\" is a member that batchrun writes itself"),
            (#","quirks":{"sessions":{"metadata":["a","a"]}}"#, "\"a\" stands twice"),
            (#","quirks":{"sessions":{"members":"a"}}"#, "\"members\" must be an array of strings, and this is a string"),
            (#","quirks":{"responses":true}"#, "\"responses\" must be one of none, unproven, documented"),
            (#","quirks":{"cost":{}}"#, "\"cost\" must have a \"header\", a \"usage\" for a member of the usage, or both"),
            (#","errors":{}"#, "\"errors\" must be an array of errors, and this is an object"),
            (#","errors":[1]"#, "an error must be an object, and this is a number"),
            (#","errors":[{\#(error),"status":421}]"#, "the member \"status\" stands twice"),
            (#","errors":[{"code":"c","title":"T","meaning":"M.","handling":"retry"}]"#, "the member \"status\" is missing"),
            (#","errors":[{"status":420,"title":"T","meaning":"M.","handling":"retry"}]"#, "the member \"code\" is missing"),
            (#","errors":[{"status":420,"code":"c","meaning":"M.","handling":"retry"}]"#, "the member \"title\" is missing"),
            (#","errors":[{"status":420,"code":"c","title":"T","handling":"retry"}]"#, "the member \"meaning\" is missing"),
            (#","errors":[{"status":420,"code":"c","title":"T","meaning":"M."}]"#, "the member \"handling\" is missing"),
            (
                #","errors":[{"status":420,"code":"c","title":"T","meaning":"M.","handling":"retyr"}]"#,
                "\"handling\" must be one of throttle, retry, resend, reject, stop; did you mean \"retry\"?"
            ),
            (
                #","errors":[{"status":420,"code":"Bad Code","title":"T","meaning":"M.","handling":"retry"}]"#,
                "\"code\" must be a word of lower case letters, digits and \"_\""
            ),
            (#","errors":[{\#(error),"marker":[]}]"#, "\"marker\" must name a text"),
            (#","errors":[{\#(error),"marker":"a|b"}]"#, "\"marker\" must not hold \"|\"; give several texts as an array"),
            (
                #","errors":[{\#(error)},{\#(error)}]"#,
                "another error has this status and this marker; only the first of them would ever match"
            ),
            (#","pages":"/models""#, "\"pages\" must be an object, and this is a string"),
            (#","pages":{"models":"/m?limit=9"}"#, "\"models\" must be a path that begins with \"/\", without a query"),
            (#","pages":{"unlisted_models":"m"}"#, "\"unlisted_models\" must be an array of strings, and this is a string"),
        ])
    func values(members: String, message: String) { #expect(faults(of: members) == [message]) }

    @Test(
        "A status is one of HTTP, or the first and the last of several",
        arguments: ["200", "1000", "\"600-500\"", "\"4xx\"", "[400,404]"])
    func statuses(status: String) {
        #expect(
            faults(of: #","errors":[{"status":\#(status),"code":"c","title":"T","meaning":"M.","handling":"retry"}]"#) == [
                "\"status\" must be an HTTP status from 300 on, or a range of them such as \"500-599\""
            ])
    }

    @Test("A file full of faults gets a hundred messages, in reasonable time")
    func many() {
        let members = (0..<5_000).map { "\"member-\($0)\":0" }.joined(separator: ",")
        #expect(faults("{\"providers\":{\"a\":{\(members)}}}").count == 100)
    }
}
