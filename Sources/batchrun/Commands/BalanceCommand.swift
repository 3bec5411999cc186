import ArgumentParser
import BatchCore
import BatchEngine

struct BalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Show the balance of an account.",
        discussion: """
            EXAMPLES
              batchrun balance
              batchrun balance --json
            """)

    @OptionGroup(title: "Provider and model") var provider: ProviderOptions

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let balance = try provider.inquiry().balance()
        guard !json else { return Terminal.output(Self.json(balance)) }
        for amount in balance.amounts {
            Terminal.output("\(amount.total) \(amount.currency) (\(amount.toppedUp) paid in, \(amount.granted) granted)")
        }
        if !balance.isAvailable { Terminal.output("The balance is too low for requests.") }
    }

    private static func json(_ balance: Balance) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("is_available")
        writer.bool(balance.isAvailable)
        writer.name("amounts")
        writer.beginArray()
        for amount in balance.amounts {
            writer.beginObject()
            writer.member("currency", amount.currency)
            writer.member("total", amount.total)
            writer.member("granted", amount.granted)
            writer.member("topped_up", amount.toppedUp)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
