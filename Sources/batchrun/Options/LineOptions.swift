import ArgumentParser
import BatchCore
import BatchEngine

/// How to read job lines that allow more than one reading.
struct LineOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "For full conversations, replay every user message, not only the last.",
            discussion: "Applies to messages lines and to chat requests of OpenAI Batch."))
    var replay = false

    func apply(to options: inout BatchOptions) { options.replaysConversations = replay }
}
