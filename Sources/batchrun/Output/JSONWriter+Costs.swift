import BatchCore
import BatchEngine

extension JSONWriter {
    /// Members for money: the known sum, or null where rounds have come and nothing is known; of how many rounds the cost is
    /// not known; what the cache saved.
    mutating func costs(_ cost: Dollars, rounds: Int, unknown: Int, saved: Dollars) {
        name("cost_usd")
        dollars(unknown > 0 && unknown == rounds ? nil : cost)
        member("rounds_without_cost", unknown)
        name("cache_saved_usd")
        dollars(saved)
    }
}
