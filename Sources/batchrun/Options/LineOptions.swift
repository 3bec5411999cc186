import ArgumentParser
import BatchCore
import BatchEngine

/// How the lines of a job file are read, where they do not tell themselves.
struct LineOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Of lines that hold a whole conversation ask every message of the user anew, and not the last alone.",
            discussion: "Concerns messages lines and chats of OpenAI Batch."))
    var replay = false

    var reading: JobReading { replay ? .replay : .plain }
}
