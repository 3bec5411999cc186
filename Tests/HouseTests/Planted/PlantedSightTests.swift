import Testing

/// What counts as a use of a name, and what only looks like one. The lower folder is JSON, the upper one Core.
@Suite("The rule of sight finds what is planted")
struct PlantedSightTests {
    private func faults(upper: String, lower: String, beside: String = "") -> [String] {
        FloorRules.sight([
            Planting.file(upper, in: "BatchCore/Core", named: "Upper.swift"), Planting.file(lower, named: "Lower.swift"),
            Planting.file(beside, named: "Beside.swift"),
        ])
        .map { String($0.drop { $0 != " " }.dropFirst()) }
    }

    @Test(
        "A use of a type, whatever the folder calls its own",
        arguments: [
            "let a = Widget()", "func f(_ a: [Widget]) {}", "extension Widget {}", "let a = BatchCore.Widget()", "let a: A<Widget>",
            "struct S { enum Widget {} }\nfunc f(_ a: Widget) {}", "\"\\(Widget())\"", "struct S { let a = Widget() }",
            "func f() { struct S {} }\nlet a = Widget()",
        ])
    func types(text: String) {
        #expect(faults(upper: "struct Widget {}", lower: text) == ["BatchCore/JSON may not see Widget of BatchCore/Core"])
        #expect(faults(upper: "struct Widget {}", lower: text, beside: "struct Other { enum Widget {} }").count == 1)
    }

    @Test(
        "A word that is no use of the type",
        arguments: [
            "// Widget", "let a = \"Widget\"", "let a = Other.Widget()", "WidgetList()", "struct S { enum Widget {}; let a = Widget() }",
            "struct S { enum Widget {} }\nextension S { func f(_ a: Widget) {} }", "func f<Widget>(_ a: Widget) {}",
            "struct S<A, Widget: P> { let a: Widget }", "private struct Widget {}\nlet a = Widget()",
            "struct S { struct T { let a: Widget }; enum Widget {} }",
        ])
    func noTypes(text: String) {
        #expect(faults(upper: "struct Widget {}", lower: text).isEmpty)
    }

    @Test("A type of the own module that has a namesake in another")
    func namesakes() {
        let files = [
            Planting.file("struct Widget {}", in: "BatchCore/Core"),
            Planting.file("struct Widget {}", in: "ProviderSimulator/Model", named: "B.swift"),
            Planting.file("let a = Widget()", in: "ProviderSimulator/Replies", named: "C.swift"),
        ]
        #expect(
            FloorRules.sight(files) == [
                "Sources/ProviderSimulator/Replies/C.swift:1: ProviderSimulator/Replies may not see Widget of ProviderSimulator/Model"
            ])
    }

    @Test("A private type is its file's own, and one inside another has the other's name before it")
    func hiddenTypes() {
        for text in ["private struct Widget {}", "fileprivate final class Widget {}", "struct S { struct Widget {} }"] {
            #expect(faults(upper: text, lower: "Widget()").isEmpty)
        }
    }

    @Test("A type inside one of the same folder, though in another file")
    func nestedBeside() {
        #expect(faults(upper: "struct Widget {}", lower: "extension S { let a = Widget() }", beside: "struct S { enum Widget {} }").isEmpty)
    }

    @Test(
        "A free function and a global value",
        arguments: ["let a = widen(1)", "func f() { g(widen) }", "struct S { func f() { widen(2) } }"])
    func functions(text: String) {
        for upper in ["func widen(_ a: Int) {}", "package func widen(_ a: Int) {}", "let widen = 1"] {
            #expect(faults(upper: upper, lower: text) == ["BatchCore/JSON may not see widen of BatchCore/Core"])
        }
    }

    @Test(
        "A word that is no use of the function",
        arguments: [
            "// widen(1)", "\"widen(1)\"", "struct S { func widen() {}; func f() { widen() } }", "func f(widen: Int) { g(widen) }",
            "func f() { let widen = 1; g(widen) }", "a.map { widen in widen + 1 }", "f(widen: 1)", "for widen in a { g(widen) }",
            "private func widen() {}\nlet a = widen()",
        ])
    func noFunctions(text: String) {
        #expect(faults(upper: "func widen(_ a: Int) {}", lower: text).isEmpty)
        #expect(faults(upper: "private func widen() {}", lower: "let a = widen(1)").isEmpty)
    }

    @Test(
        "A member that an upper folder declares alone",
        arguments: ["let a = b.girth", "let a = b?.girth", "f { $0.girth }", "map(\\.girth)", "b\n    .girth()", "let a: A = .girth"])
    func members(text: String) {
        let declarations = [
            "extension Thing { var girth: Int { 1 } }", "extension Thing { static func girth() {} }", "enum Thing { case low, girth(Int) }",
            "package protocol Thing { var girth: Int { get } }", "struct Thing { package private(set) var girth = 1 }",
        ]
        for upper in declarations {
            #expect(faults(upper: upper, lower: text) == ["BatchCore/JSON may not see girth of BatchCore/Core"])
            #expect(faults(upper: upper, lower: text, beside: "struct Other { let girth: Int }").isEmpty)
        }
    }

    @Test("A member that is reached from inside its type")
    func membersWithin() {
        let upper = "extension Thing { var girth: Int { 1 } }"
        let fault = ["BatchCore/JSON may not see girth of BatchCore/Core"]
        #expect(faults(upper: upper, lower: "struct Thing { var a: Int { girth } }") == fault)
        #expect(faults(upper: upper, lower: "extension Thing { func f() { g(girth) } }", beside: "struct Thing {}") == fault)
        #expect(faults(upper: upper, lower: "struct Other { var a: Int { girth } }").isEmpty)
        #expect(faults(upper: upper, lower: "struct Thing { func f(girth: Int) { g(girth) } }").isEmpty)
    }

    @Test("A member that a value may have from elsewhere")
    func noMembers() {
        #expect(faults(upper: "extension Thing { var count: Int { 1 } }", lower: "let a = b.count").isEmpty)
        #expect(faults(upper: "func f() { let girth = 1 }", lower: "let a = b.girth").isEmpty)
        #expect(faults(upper: "extension Thing { var girth: Int { 1 } }", lower: "let a = (girth: 1, 2)\nlet b = a.girth").isEmpty)
    }
}
