// batchrun: the command. The only place that builds adapters and decides on exit codes. Floor 6.

import ArgumentParser
import BatchCore
import BatchEngine
import Glibc

@main
struct Batchrun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batchrun",
        abstract: "Runs scripted conversations against language-model APIs, and loses nothing.",
        usage: """
            batchrun <jobs.jsonl> [options]
            batchrun <subcommand> [options]
            """,
        discussion: """
            Give it a file with one conversation a line. After any interruption the
            same command goes on where it stopped.

            EXAMPLES
              batchrun jobs.jsonl                        run, or go on where it stopped
              batchrun jobs.jsonl --rehearse             without key, network and cost
              batchrun check jobs.jsonl                  read every line and send nothing
              batchrun status jobs.batchrun.db           how far is it?

            EXIT CODES
              0  all jobs completed
              1  some jobs failed
              2  bad input or usage
              3  stopped (interrupt, key refused, balance gone, budget or limit reached);
                 the same command goes on
              4  the state file or the results could not be written

            The options of a run: batchrun run --help
            """,
        version: Release.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, ConvertCommand.self, StatusCommand.self, ShowCommand.self, ExportCommand.self,
            ErrorsCommand.self, ProvidersCommand.self, ModelsCommand.self, BalanceCommand.self, SimulateCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// Parses, runs, and leaves with the exit code that the failure carries: the one place where codes are decided.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        // Where whoever started this process ignored it, nobody would learn how programs end.
        signal(SIGCHLD, SIG_DFL)
        do {
            try Misspelling.refuse(CommandLine.arguments.dropFirst().first, among: configuration.subcommands)
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            Terminal.error("batchrun: \(failure.sentence)")
            if let hint = failure.hint { Terminal.error("  \(hint)") }
            Glibc.exit(failure.status.rawValue)
        } catch let failure as StoreError {
            Terminal.error("batchrun: \(failure)")
            Glibc.exit(ExitStatus(failure).rawValue)
        } catch let failure as FileError {
            // Files that are written have their failures told apart; this is one that cannot be read.
            Terminal.error("batchrun: \(failure)")
            Glibc.exit(ExitStatus.badInput.rawValue)
        } catch {
            leave(with: error)
        }
    }

    /// Ends as ArgumentParser would, but with this command's code for wrong usage.
    private static func leave(with error: any Error) -> Never {
        let message = fullMessage(for: error)
        let code = exitCode(for: error)
        if code.isSuccess {
            Terminal.output(message)
        } else if !message.isEmpty {
            Terminal.error(message)
        }
        Glibc.exit(code == .validationFailure ? ExitStatus.badInput.rawValue : code.rawValue)
    }
}
