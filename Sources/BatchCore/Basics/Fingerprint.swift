/// A 128-bit hash of bytes. Among ten million texts, the probability that any two share one is near 10⁻²⁵. It is not secure against
/// deliberate collisions.
package struct Fingerprint: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(_ bytes: some Sequence<UInt8>) {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x9AE1_6A3B_2F90_404F
        var count: UInt64 = 0
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            second = (second &+ UInt64(byte) &+ 1) &* 0xC2B2_AE3D_27D4_EB4F
            second ^= second >> 29
            count &+= 1
        }
        high = Self.mix(first ^ count)
        low = Self.mix(second &+ first &* 0x9E37_79B9_7F4A_7C15)
    }

    /// 32 hexadecimal digits.
    package var hexadecimal: String {
        [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
