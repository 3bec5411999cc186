import BatchCore
import BatchEngine

/// What is said of a rehearsal's state file wherever its answers are shown, so that nobody takes them for a model's.
enum RehearsalNote {
    static func sentence(path: String) -> String { "\(path) is the state of a rehearsal: its answers are the simulator's." }

    /// Says it on standard error where `reader` reads such a file.
    static func tell(of reader: StateReader, path: String) throws(StoreError) {
        if try reader.meta(.rehearsal) { Terminal.error(sentence(path: path)) }
    }
}
