/// A hash that is available at every place of a text while it is read. It distinguishes conversations; a collision causes no
/// more than a wrong count of cached tokens.
struct RollingFingerprint: Sendable {
    private var state: UInt64

    init(seed: UInt64 = 0) { state = seed ^ 0xCBF2_9CE4_8422_2325 }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// Separates the text so far from what follows.
    mutating func separate(_ mark: UInt8) { add(CollectionOfOne(mark)) }

    var value: UInt64 { Self.mix(state) }

    /// A permutation of all 64-bit numbers that spreads nearby ones.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
