/// A number for a text that can be had at every place while the text is read: enough to tell conversations apart here,
/// where a collision costs no more than a wrong count of cached tokens.
struct RollingFingerprint: Sendable {
    private var state: UInt64

    init(seed: UInt64 = 0) { state = seed ^ 0xCBF2_9CE4_8422_2325 }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// Sets off what was added from what follows.
    mutating func separate(_ mark: UInt8) { add(CollectionOfOne(mark)) }

    var value: UInt64 { Self.mix(state) }

    /// Spreads a number over all 64 bits; different numbers stay different.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
