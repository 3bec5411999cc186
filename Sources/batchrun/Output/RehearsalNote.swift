/// The note beside a rehearsal's answers, so that they are not mistaken for a model's.
enum RehearsalNote {
    static func sentence(path: String) -> String { "\(path) is the state of a rehearsal: the simulator wrote its answers." }
}
