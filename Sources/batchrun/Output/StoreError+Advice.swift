import BatchCore

extension StoreError {
    /// What the user can do about it; nil if nothing is known.
    var advice: String? {
        switch kind {
        case .full: "Free some space and run the same command again."
        case .unwritable: "Check the permissions of the file and of its folder."
        case .locked: "Wait for it, or stop it."
        case .notAStateFile: "Name another state file; for a run, with --state."
        case .newerVersion: "Update batchrun to resume it."
        case .olderVersion: "Resume it with that version, or name another state file with --state to start over."
        case .moved: "The rounds so far are in the file that was moved. Put it back and run the same command again."
        case .damaged: "Export what can be read, and restore the file from a copy."
        case .missing, .other: nil
        }
    }
}
