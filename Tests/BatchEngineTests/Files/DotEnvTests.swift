import BatchCore
import BatchEngine
import Testing

@Suite("Variables of a .env file")
struct DotEnvTests {
    @Test(
        "Values are read as shells and other programs read them",
        arguments: [
            ("KEY=value", "value"), ("  KEY = value  ", "value"), ("export KEY=value", "value"), ("export\tKEY='a b'", "a b"),
            ("KEY=", ""), ("KEY=\"\"", ""), ("KEY=a#b", "a#b"), ("KEY=a # b", "a"), ("KEY=# b", ""), ("KEY=\"a # b\" # c", "a # b"),
            ("KEY='a\\n\"b'", "a\\n\"b"), (#"KEY="a\n\t\"\\\$\x""#, "a\n\t\"\\$\\x"), ("KEY=a=b==", "a=b=="), ("KEY=é", "é"),
            ("KEY=old\nKEY=new", "new"), ("KEY=value\r\nOTHER=x", "value"), ("# comment\n\nKEY=value", "value"), ("KEY=it's", "it's"),
            ("\u{FEFF}KEY=value", "value"), ("KEY=a  b", "a  b"), ("KEY=\u{3000}", ""),
        ])
    func values(text: String, value: String) {
        let variables = DotEnv(text: text)
        #expect(variables["KEY"]?.revealed == value)
        #expect(variables.ignoredLines.isEmpty)
    }

    @Test(
        "Lines that are not variables are skipped and listed",
        arguments: ["KEY", "=x", "1KEY=x", "K Y=x", "KEY='x", "KEY=\"x\" y", "KEY=\"x\\\"", "exportKEY"])
    func ignored(text: String) {
        let variables = DotEnv(text: "A=1\n\(text)\nB=2")
        #expect((variables["A"]?.revealed, variables["B"]?.revealed) == ("1", "2"))
        #expect(variables.ignoredLines == [2])
    }

    @Test("Printing the variables shows no value")
    func neverPrinted() {
        let variables = DotEnv(text: "KEY=sk-0123456789")
        var dumped = ""
        dump(variables, to: &dumped)
        for text in ["\(variables)", String(reflecting: variables), dumped] { #expect(!text.contains("0123")) }
    }

    @Test("A file is read from its path; a missing file and a folder have no variables")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("A=1\nB='2'\n", to: ".env")
        let variables = try DotEnv(path: path)
        #expect(variables["A"]?.revealed == "1")
        #expect(variables["B"]?.revealed == "2")
        #expect(variables["C"] == nil)
        #expect(try DotEnv(path: folder.path("none"))["A"] == nil)
        #expect(try DotEnv(path: folder.path)["A"] == nil)
    }
}
