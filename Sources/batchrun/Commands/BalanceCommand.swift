import ArgumentParser
import BatchCore
import BatchEngine

struct BalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Tells what is left on an account.",
        discussion: """
            EXAMPLES
              batchrun balance
              batchrun balance --json
            """)

    @OptionGroup(title: "Whom to ask") var provider: ProviderOptions

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let account = try provider.account()
        guard let page = AccountInquiry(account: account, clock: SystemClock()).balance() else {
            throw CommandFailure("\(account.provider.title) has no page of the balance.")
        }
        let balance = try page.content(of: account, asking: "balance")
        guard !json else { return Terminal.output(Self.json(balance)) }
        for amount in balance.amounts {
            Terminal.output("\(amount.total) \(amount.currency) (\(amount.toppedUp) paid in, \(amount.granted) granted)")
        }
        if !balance.isAvailable { Terminal.output("It is not enough for requests.") }
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

extension AccountPages.Page {
    /// What the page says, or why it says nothing.
    func content(of account: Account, asking what: String) throws -> Content {
        switch self {
        case .content(let content): return content
        case .refused(let failure):
            throw CommandFailure("\(account.provider.title) refuses the account: \(failure.message)", status: .stopped)
        case .unreadable(let reason):
            throw CommandFailure("The \(what) of \(account.provider.title) could not be read: \(reason).", status: .stopped)
        }
    }
}
