import BatchCore
import BatchEngine

extension RunSession {
    /// Refuses to go on with a rehearsal as if its answers were real, and to rehearse on with answers that were paid for. A state
    /// without jobs becomes what this run is.
    func keepRehearsalsApart(_ state: StateFile) throws {
        let isOfRehearsal = try state.meta(.rehearsal)
        guard isOfRehearsal != options.rehearse else { return }
        guard try StateReader(path: paths.state).hasJobs() else { return try state.setMeta(.rehearsal, to: options.rehearse) }
        throw isOfRehearsal
            ? CommandFailure(
                RehearsalNote.sentence(path: paths.state),
                hint: "Add --rehearse to go on with it, or name another state file with --state.")
            : CommandFailure(
                "\(paths.state) is the state of a run that was no rehearsal.",
                hint: "Leave --rehearse out to go on with it, or name another state file with --state.")
    }

    /// Whether nothing is started at hours that cost more. A rehearsal costs nothing at any.
    var waitsForCheapHours: Bool { options.limits.offPeak && !options.rehearse }
}
