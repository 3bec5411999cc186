import BatchCore

extension ProviderModel {
    /// The models by name (https://api-docs.deepseek.com/api/list-models). If any name is accepted, the list has one of each era.
    func modelList(of flavour: Flavour) -> [UInt8] {
        guard !flavour.listsModelsBarely else { return models.bytes }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("object", "list")
        writer.name("data")
        writer.value(models)
        writer.endObject()
        return writer.bytes
    }

    private var models: JSONText {
        var writer = JSONWriter()
        writer.beginArray()
        for model in options.models ?? ModelEra.examples {
            writer.beginObject()
            writer.member("id", model)
            writer.member("object", "model")
            writer.member("owned_by", "simulator")
            writer.endObject()
        }
        writer.endArray()
        return writer.text
    }

    /// The balance of the account (https://api-docs.deepseek.com/api/get-user-balance). An unlimited account shows a million
    /// dollars.
    var balanceSheet: [UInt8] {
        let balance = min(max(0, balance ?? 1_000_000), 1e12)
        let cents = Int((balance * 100).rounded(.down))
        let amount = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("is_available")
        writer.bool(balance > 0)
        writer.name("balance_infos")
        writer.beginArray()
        writer.beginObject()
        writer.member("currency", "USD")
        writer.member("total_balance", amount)
        writer.member("granted_balance", "0.00")
        writer.member("topped_up_balance", amount)
        writer.endObject()
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
