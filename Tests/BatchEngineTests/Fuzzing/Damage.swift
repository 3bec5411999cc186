import BatchEngine
import Foundation

/// Makes bad input of good: one seed, one damage.
struct Damage {
    private var chance: SeededGenerator

    init(seed: UInt64, number: Int) {
        var chance = SeededGenerator(seed: seed)
        self.chance = SeededGenerator(seed: chance.next() &+ UInt64(number))
    }

    /// One of `samples`, damaged in one to six ways.
    mutating func input(from samples: [[UInt8]]) -> [UInt8] {
        var input = sample(samples)
        for _ in 0...pick(5) { damage(&input, samples) }
        return Array(input.prefix(16_384))
    }

    private mutating func damage(_ input: inout [UInt8], _ samples: [[UInt8]]) {
        let place = pick(input.count + 1)
        let end = min(input.count, place + 1 + pick(40))
        switch pick(12) {
        case 0: if place < input.count { input[place] ^= 1 << UInt8(pick(8)) }
        case 1: input.removeSubrange(place..<end)
        case 2: input.insert(contentsOf: input[place..<end], at: pick(input.count + 1))
        case 3: input.removeSubrange(place...)
        case 4:
            let other = sample(samples)
            input.replaceSubrange(place..., with: other[pick(other.count + 1)...])
        case 5: input.insert(UInt8(truncatingIfNeeded: chance.next()), at: place)
        case 6: changeNumber(in: &input, after: place)
        case 7: nest(&input, at: place)
        default: input.insert(contentsOf: Self.tokens[pick(Self.tokens.count)], at: place)
        }
    }

    /// Writes another number in the place of the next one.
    private mutating func changeNumber(in input: inout [UInt8], after place: Int) {
        let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let start = input[place...].firstIndex(where: isDigit) else { return }
        let end = input[start...].firstIndex { !isDigit($0) } ?? input.count
        input.replaceSubrange(start..<end, with: Self.numbers[pick(Self.numbers.count)].utf8)
    }

    /// Puts many levels of nesting around what follows, with their ends or without.
    private mutating func nest(_ input: inout [UInt8], at place: Int) {
        let (opening, closing) = [("[", "]"), (#"{"a":"#, "}"), (#"{"error":"#, "}"), (#"[{"message":"#, "}]")][pick(4)]
        let levels = [2, 30, Bounds.jsonDepth - 2, Bounds.jsonDepth, 2_000][pick(5)]
        if chance.happens(0.5) { input.insert(contentsOf: String(repeating: closing, count: levels).utf8, at: place) }
        input.insert(contentsOf: String(repeating: opening, count: levels).utf8, at: place)
    }

    private mutating func sample(_ samples: [[UInt8]]) -> [UInt8] { samples[pick(samples.count)] }
    private mutating func pick(_ count: Int) -> Int { Int(chance.next() % UInt64(max(1, count))) }

    private static let numbers = [
        "0", "-1", "1.5", "9007199254740993", "1099511627777", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "1e308", "1e309", "-1e400", "4.9e-324", "0.\(String(repeating: "0", count: 400))1", String(repeating: "9", count: 400),
    ]

    /// What `Tests/Fuzzing/tokens.dict` lists: a token a line, in quotes, with `\xAB` for a byte.
    static let tokens: [[UInt8]] = {
        let text = (try? String(contentsOf: ProjectFolder.url("Tests/Fuzzing/tokens.dict"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("\"") }.map { line in
            var token: [UInt8] = []
            var rest = Array(line.utf8)[...].dropFirst().dropLast()
            while let byte = rest.popFirst() {
                if byte != UInt8(ascii: "\\") {
                    token.append(byte)
                } else if let escaped = rest.popFirst(), escaped != UInt8(ascii: "x") {
                    token.append(escaped)
                } else {
                    token.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                    rest = rest.dropFirst(2)
                }
            }
            return token
        }
    }()
}
