/// The note beside answers of a rehearsal, so that no reader takes them for a model's.
enum RehearsalNote {
    static func sentence(path: String) -> String { "\(path) is the state of a rehearsal: the simulator wrote its answers." }
}
