import ProviderSimulator
import Testing

@Suite("Texts of faults")
struct FaultTextTests {
    @Test("A fault is read from its text")
    func reading() throws {
        for kind in Fault.Kind.all { #expect(try Fault(text: "\(kind.name)=0.25") == Fault(kind, probability: 0.25)) }
        #expect(throws: Fault.TextError.unknownFault("stal", nearest: "stall")) { try Fault(text: "stal=0.1") }
        #expect(throws: Fault.TextError.unknownFault("418", nearest: "408")) { try Fault(text: "418=0.1") }
        #expect(throws: Fault.TextError.unknownFault("elephants", nearest: nil)) { try Fault(text: "elephants=0.1") }
        #expect(throws: Fault.TextError.noProbability("503")) { try Fault(text: "503") }
        for probability in ["", "often", "1.5", "-0.1", "nan"] {
            let text = "503=\(probability)"
            #expect(throws: Fault.TextError.badProbability(probability, text: text)) { try Fault(text: text) }
        }
        #expect("\(Fault.TextError.unknownFault("stal", nearest: "stall"))" == "There is no fault 'stal'; did you mean 'stall'?")
    }
}
