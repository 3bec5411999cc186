import BatchCore
import Foundation
import Testing

/// The cases of nst/JSONTestSuite: `y_` must be accepted, `n_` refused, `i_` may be either.
@Suite("JSON conformance", .enabled(if: SharedData.has("json-test-suite/test_parsing"), "the conformance cases are not at ../shared/data"))
struct JSONTestSuiteTests {
    private static func cases(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = "json-test-suite/test_parsing"
        return try FileManager.default.contentsOfDirectory(atPath: SharedData.url(folder).path)
            .filter { $0.hasPrefix(prefix) }.sorted()
            .map { ($0, try SharedData.bytes("\(folder)/\($0)")) }
    }

    @Test("Every valid text is accepted, and its root is the text without the space around it")
    func accepted() throws {
        let cases = try Self.cases("y_")
        #expect(cases.count == 95)
        for (name, bytes) in cases {
            do {
                let document = try JSONDocument(bytes)
                let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: " \n\t\r"))
                #expect(String(decoding: document.root.raw, as: UTF8.self) == text, "\(name)")
            } catch {
                Issue.record("\(name) was refused: \(error)")
            }
        }
    }

    @Test("Every invalid text is refused, at a place within it")
    func refused() throws {
        let cases = try Self.cases("n_")
        #expect(cases.count == 188)
        for (name, bytes) in cases {
            do {
                _ = try JSONDocument(bytes)
                Issue.record("\(name) was accepted")
            } catch {
                #expect((0...bytes.count).contains(error.offset), "\(name)")
            }
        }
    }

    @Test("No other text brings the reader down, nor the reading of its values")
    func survived() throws {
        let cases = try Self.cases("i_")
        #expect(cases.count == 35)
        for (_, bytes) in cases {
            guard let document = try? JSONDocument(bytes) else { continue }
            visit(document.root)
        }
    }

    private func visit(_ value: JSONValue) {
        _ = (value.string, value.int, value.double, value.bool, value.position)
        for element in value.elements { visit(element) }
        for member in value.members {
            _ = member.name
            visit(member.value)
        }
    }
}
