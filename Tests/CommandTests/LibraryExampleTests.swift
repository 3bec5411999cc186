import Foundation
import TestSupport
import Testing

@Suite("The program of examples/library", .sharesMachine)
struct LibraryExampleTests {
    @Test("It builds as a package that uses the library, and runs the example jobs on the simulator")
    func runs() async throws {
        let script = ProjectFolder.url("scripts/library").path
        // The package manager reads the settings of the user's home.
        let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
        let outcome = try await Binary.shell("'\(script)' \"$BATCHRUN\"", in: try Folder(), environment: ["HOME": home])
        #expect(outcome.status == 0, "\(outcome.errors.suffix(2_000))")
        #expect(outcome.output.contains("mountains: "))
        #expect(outcome.output.contains("5 of 5 jobs, 11 rounds: completed"))
    }

    @Test("It has 25 lines at most, and imports one module")
    func isShort() throws {
        let lines = try Examples.text("library/Sources/Example/Example.swift").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.dropLast().count <= 25)
        #expect(lines.filter { $0.hasPrefix("import ") } == ["import BatchEngine"])
    }

    @Test(
        "The code of each guide is code that this package builds",
        arguments: [
            ("BatchEngine", "RunABatch"), ("RunABatch", "RunABatch"), ("DescribeAProvider", "DescribeAProvider"),
            ("ReadTheState", "ReadTheState"),
        ])
    func guides(page: String, program: String) throws {
        func lines(_ text: some StringProtocol) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }.joined(separator: "\n")
        }
        let page = try String(contentsOf: ProjectFolder.url("Sources/BatchEngine/BatchEngine.docc/\(page).md"), encoding: .utf8)
        let code = lines(try Examples.text("library/Sources/Guides/\(program).swift"))
        let blocks = page.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let block = block.replacing("import BatchEngine\n\n", with: "")
            #expect(code.contains(lines(block)), "\(program).swift lacks:\n\(block)")
        }
    }

    @Test("It names every public type of the library")
    func names() throws {
        let names = try Examples.text("library/Sources/Guides/Names.swift")
        for module in ["BatchCore", "BatchEngine"] {
            let folder = ProjectFolder.url("Sources/\(module)")
            for case let path as String in try #require(FileManager.default.enumerator(atPath: folder.path)) where path.hasSuffix(".swift")
            {
                let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                for match in text.matches(of: #/\bpublic (?:final |indirect )*(?:struct|enum|class|actor|protocol|typealias) (\w+)/#) {
                    #expect(names.contains(" \(match.1).self,") || names.contains(".\(match.1).self,"), "\(path) declares \(match.1)")
                }
            }
        }
    }
}
