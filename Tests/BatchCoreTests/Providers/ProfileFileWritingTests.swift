import Foundation
import TestSupport
import Testing

@testable import BatchCore

@Suite("A profile file written from the catalog")
struct ProfileFileWritingTests {
    private func text(_ catalog: ProviderCatalog, only names: [String]? = nil) -> String {
        String(decoding: ProfileFile.text(of: catalog, only: names), as: UTF8.self)
    }

    private func read(_ text: String, onto catalog: ProviderCatalog = .builtIn) throws -> ProviderCatalog {
        try ProfileFile.read(Array(text.utf8), onto: catalog, path: "p.json")
    }

    @Test("gives the same catalog when it is read", arguments: ["like.json", "../../../../examples/providers.json"])
    func everyProperty(of file: String) throws {
        let bytes = try Data(contentsOf: ProjectFolder.url("Tests/Fuzzing/samples/profile").appending(path: file))
        let catalog = try ProfileFile.read([UInt8](bytes), onto: .builtIn, path: file)
        let again = try read(text(catalog))
        #expect(again.names == catalog.names)
        for name in catalog.names {
            // All data of the provider; an advice is plain text in a file.
            var expected = try #require(catalog.named(name))
            for index in expected.errors.entries.indices { expected.errors.entries[index].advice.remedy = nil }
            #expect(again.named(name).map { "\($0)" } == "\(expected)")
            #expect(again.prices().prices(of: name) == catalog.prices().prices(of: name))
        }
    }

    @Test("is the same again")
    func builtIn() throws {
        let text = text(.builtIn)
        let again = try read(text)
        #expect(again.names == ProviderCatalog.builtIn.names)
        #expect(again.entries.allSatisfy { $0.origin == .file("p.json") })
        #expect(self.text(again) == text)
    }

    @Test("describes the same provider under another name", arguments: ProviderCatalog.builtIn.names.filter { $0 != "simulated" })
    func copy(name: String) throws {
        let text = text(.builtIn, only: [name]).replacing("{\"providers\":{\"\(name)\":", with: "{\"providers\":{\"copy\":")
        let catalog = try read(text)
        let copy = try #require(catalog.named("copy"))
        #expect((copy.family, copy.title, copy.baseURL) == (name, Provider.named(name)?.title ?? "", Provider.named(name)?.baseURL ?? ""))
        #expect(self.text(catalog, only: ["copy"]) == text)
    }

    @Test("contains only the requested providers, in their order")
    func only() throws {
        let root = try JSONDocument(text(.builtIn, only: ["openai", "deepseek"])).root
        #expect(root["providers"]?.members.map(\.name) == ["deepseek", "openai"])
    }

    @Test("has every member, with null for missing values; only a base URL that batchrun chooses is omitted")
    func members() throws {
        let root = try JSONDocument(text(.builtIn)).root
        for member in root["providers"]?.members ?? [] {
            let all = Profile.fields.map(\.name)
            #expect(member.value.members.map(\.name) == all.filter { member.name != "simulated" || $0 != "base_url" })
        }
        #expect(root["providers"]?["together"]?["default_model"]?.isNull == true)
        #expect(root["providers"]?["litellm"]?["quirks"]?["cost"]?["header"]?.string == "x-litellm-response-cost")
        #expect(root["providers"]?["deepseek"]?["prices"]?.elements.count ?? 0 > 10)
    }
}
