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
}
