@testable import BatchCore
import Foundation
import TestSupport
import Testing

@Suite("Rules of models")
struct ModelRulesTests {
    @Test(
        "The rule for reasoning follows from the model's name, wherever it is served",
        arguments: [
            ("deepseek-reasoner", .strip), ("DeepSeek-R1", .strip), ("deepseek-ai/DeepSeek-R1-0528", .strip),
            ("deepseek-r1-distill-llama-70b", .strip), ("deepseek/deepseek-r1:free", .strip), ("us.deepseek.r1-v1:0", .strip),
            ("deepseek-ai/DeepSeek-V3.1", .strip), ("deepseek/deepseek-chat-v3.1", .strip), ("deepseek-ai/DeepSeek-V3.2-Exp", .strip),
            ("deepseek-ai/DeepSeek-V3.2", .withinTurn), ("deepseek/deepseek-v3.2-speciale", .withinTurn),
            ("deepseek-flash", .keepWithTools), ("deepseek/deepseek-flash", .keepWithTools),
            ("deepseek/deepseek-flash:nitro", .keepWithTools),
            ("deepseek-v4-pro", .keepWithTools), ("deepseek/deepseek-v4-pro", .keepWithTools),
            ("deepseek-v4-flash-vision-exp", .keepWithTools),
            ("deepseek-ai/DeepSeek-V4.1-Flash", .keepWithTools), ("simulated-chat", .keepWithTools), ("simulated-reasoner", .keepWithTools),
        ] as [(String, ReasoningHistory)])
    func history(model: String, expected: ReasoningHistory) {
        for provider in Provider.all.map(\.name) + ["custom"] {
            #expect(ModelRules.of(model, provider: provider).reasoningHistory == expected, "\(provider)")
        }
    }

    @Test(
        "Other names are not guessed: at DeepSeek they follow its current models, elsewhere no rules apply",
        arguments: ["my-alias", "deepseek-v5", "deepseek-chat", "not-deepseek-flash", "deepseek-flash-lite", "gpt-5-mini", "qwen-v3.2", ""])
    func unknown(model: String) {
        for provider in Provider.all.map(\.name) + ["custom"] {
            let rules = ModelRules.of(model, provider: provider)
            #expect(rules.reasoningHistory == (provider == "deepseek" ? .keepWithTools : .strip), "\(provider)")
            #expect(rules.thinking == .unknown)
            #expect(rules.requests?.chat.isEmpty ?? true)
        }
        #expect(ModelRules.of(nil, provider: "custom").title == "All others")
        #expect(ModelRules.of(nil, provider: "deepseek").reasoningHistory == .keepWithTools)
    }

    @Test(
        "Which models think",
        arguments: [
            ("deepseek-reasoner", .always), ("deepseek-flash", .unlessSwitchedOff), ("simulated-chat", .onRequest),
            ("simulated-reasoner", .unlessSwitchedOff), ("deepseek-ai/DeepSeek-V3.2", .unknown),
        ] as [(String, ModelRules.Thinking)])
    func thinking(model: String, expected: ModelRules.Thinking) {
        #expect(ModelRules.of(model, provider: "deepseek").thinking == expected)
    }

    @Test("Every entry can match, has a title, and names the page of its rules for requests")
    func table() {
        for (index, rules) in ModelRules.all.enumerated() {
            #expect(!rules.title.isEmpty)
            #expect(rules.source?.hasPrefix("https://") ?? true, "\(rules.title)")
            #expect(rules.requests == nil || rules.source != nil, "\(rules.title)")
            for rule in (rules.requests?.chat ?? []) + (rules.requests?.infill ?? []) {
                #expect(rule.sentence.contains("{model}") && !rule.sentence.hasSuffix("."), "\(rule.name)")
                #expect(rule.hint?.text.hasSuffix(".") != true, "\(rule.name)")
                #expect(rule.source.hasPrefix("https://api-docs.deepseek.com/"), "\(rule.name)")
            }
            let name =
                switch rules.models.first {
                case .named(let name): name
                case .containing(let texts): texts.joined(separator: "-")
                case nil: "x"
                }
            #expect(ModelRules.of(name, provider: rules.provider ?? "custom").title == rules.title, "entry \(index)")
        }
        #expect(ModelRules.all.last?.models == [] && ModelRules.all.last?.provider == nil)
        #expect(Set(ModelRules.all.map(\.title)).count == ModelRules.all.count)
    }

    @Test("The page about DeepSeek contains everything in the table")
    func page() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: package.appending(path: "docs/providers/deepseek.md"), encoding: .utf8)
        for rules in ModelRules.ofDeepSeek {
            #expect(page.contains("| \(rules.title) |"), "\(rules.title)")
            #expect(page.contains("`\(rules.reasoningHistory.rawValue)`"), "\(rules.title)")
            #expect(rules.source.map { page.contains($0) } ?? true, "\(rules.title)")
            for model in rules.models { #expect(page.contains("`\(model)`"), "\(model)") }
            for rule in (rules.requests?.chat ?? []) + (rules.requests?.infill ?? []) {
                #expect(page.contains("`\(rule.name)`") && page.contains(rule.source), "\(rule.name)")
            }
        }
    }

    @Test(
        "A value is matched by its rule, and null by none",
        arguments: [
            (.all, ["0", "\"x\"", "false"], []),
            (.otherThan(["low", "false"]), ["\"high\"", "true", "1", "{}"], ["\"low\"", "\"l\\u006fw\"", "false"]),
            (.member("type", otherThan: ["on"]), ["{\"type\":\"off\"}", "{\"type\":1}", "\"on\"", "[]"], ["{\"type\":\"on\"}", "{}"]),
            (.outside(1...9), ["0", "10", "1.5", "\"3\"", "-1", "1e99"], ["1", "9", "3.0", "1e0"]),
            (.below(0.95), ["0", "0.9499", "-3"], ["0.95", "1", "\"0\""]),
            (.longerThan(2), ["[1,2,3]"], ["[1,2]", "[]", "\"abc\""]),
            (.forcingTools, ["\"required\"", "{\"type\":\"function\"}"], ["\"auto\"", "\"none\""]),
        ] as [(ParameterRule.Values, [String], [String])])
    func values(values: ParameterRule.Values, met: [String], unmet: [String]) {
        let rule = ParameterRule("x", .always, values, .ignored, "has no effect with {model}", source: "")
        for value in met { #expect(rule.concerns(JSONText(value)), "\(value)") }
        for value in unmet + ["null"] { #expect(!rule.concerns(JSONText(value)), "\(value)") }
    }
}
