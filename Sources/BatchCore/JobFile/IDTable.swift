/// The fingerprints of the ids of a job file, with their lines: 20 bytes a place, without the text.
///
/// Open addressing with linear probing. The table consists of many small ones, so that only one of them is copied when it grows.
/// Each grows by half, so that few places are empty.
struct IDTable {
    /// A fingerprint in words of 32 bits, which pack without gaps, and the line; line 0 is an empty place.
    private struct Place {
        var word0: UInt32 = 0
        var word1: UInt32 = 0
        var word2: UInt32 = 0
        var word3: UInt32 = 0
        var line: UInt32 = 0

        init() {}

        init(_ fingerprint: Fingerprint, line: Int) {
            (word0, word1) = (UInt32(truncatingIfNeeded: fingerprint.high), UInt32(truncatingIfNeeded: fingerprint.high >> 32))
            (word2, word3) = (UInt32(truncatingIfNeeded: fingerprint.low), UInt32(truncatingIfNeeded: fingerprint.low >> 32))
            self.line = UInt32(clamping: line)
        }

        func isSame(as other: Place) -> Bool {
            word0 == other.word0 && word1 == other.word1 && word2 == other.word2 && word3 == other.word3
        }
    }

    private struct Shard {
        var places: [Place] = []
        var count = 0

        /// Inserts `new`, unless an equal fingerprint is there: then its line is returned.
        mutating func insert(_ new: Place) -> Int? {
            if count * 8 >= places.count * 7 { grow() }
            let index = find(new)
            guard places[index].line == 0 else { return Int(places[index].line) }
            places[index] = new
            count += 1
            return nil
        }

        /// The place of an equal fingerprint, or the empty place for it.
        private func find(_ wanted: Place) -> Int {
            // The low words choose the place, since the high ones have chosen the shard.
            var index = Int((UInt64(wanted.word2) * UInt64(places.count)) >> 32)
            while places[index].line != 0, !places[index].isSame(as: wanted) {
                index += 1
                if index == places.count { index = 0 }
            }
            return index
        }

        private mutating func grow() {
            let old = places
            places = [Place](repeating: Place(), count: max(8, old.count + old.count / 2))
            for place in old where place.line != 0 { places[find(place)] = place }
        }
    }

    private var shards = [Shard](repeating: Shard(), count: 256)

    /// Inserts the fingerprint of an id on `line`.
    /// - Returns: the earlier line with the same id; nil if there is none.
    mutating func insert(_ fingerprint: Fingerprint, line: Int) -> Int? {
        shards[Int(fingerprint.high >> 56)].insert(Place(fingerprint, line: line))
    }

    /// The memory of all places, in bytes.
    var byteCount: Int { shards.reduce(0) { $0 + $1.places.count * MemoryLayout<Place>.stride } }
}
