import BatchCore
import Foundation
import TestSupport

/// Damages valid input. The same seed gives the same damage.
struct Damage {
    private var chance: SeededGenerator

    init(seed: UInt64, number: Int) {
        var chance = SeededGenerator(seed: seed)
        self.chance = SeededGenerator(seed: chance.next() &+ UInt64(number))
    }

    /// One of `samples`, damaged in one or more ways. With more damage, less of it is understood.
    mutating func input(from samples: [[UInt8]]) -> [UInt8] {
        var input = sample(samples)
        repeat { damage(&input, samples) } while chance.happens(0.4)
        return Array(input.prefix(16_384))
    }

    private mutating func damage(_ input: inout [UInt8], _ samples: [[UInt8]]) {
        let place = pick(input.count + 1)
        let end = min(input.count, place + 1 + pick(40))
        switch pick(16) {
        case 0: if place < input.count { input[place] ^= 1 << UInt8(pick(8)) }
        case 1: input.removeSubrange(place..<end)
        case 2: input.insert(contentsOf: input[place..<end], at: pick(input.count + 1))
        case 3: input.removeSubrange(place...)
        case 4:
            let other = sample(samples)
            input.replaceSubrange(place..., with: other[pick(other.count + 1)...])
        case 5: input.insert(UInt8(truncatingIfNeeded: chance.next()), at: place)
        case 6: nest(&input, at: place)
        case 7, 8: changeNumber(in: &input, after: place)
        case 9, 10: changeString(in: &input, after: place)
        case 11: removeMember(in: &input, after: place)
        default: input.insert(contentsOf: Self.tokens[pick(Self.tokens.count)], at: place)
        }
    }

    /// Replaces the next number by another.
    private mutating func changeNumber(in input: inout [UInt8], after place: Int) {
        let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let start = input[place...].firstIndex(where: isDigit) else { return }
        let end = input[start...].firstIndex { !isDigit($0) } ?? input.count
        input.replaceSubrange(start..<end, with: Self.numbers[pick(Self.numbers.count)].utf8)
    }

    /// Replaces the next string by another value, or adds to it.
    private mutating func changeString(in input: inout [UInt8], after place: Int) {
        let quote = UInt8(ascii: "\"")
        guard let start = input[place...].firstIndex(of: quote), let end = input[(start + 1)...].firstIndex(of: quote) else { return }
        if chance.happens(0.5) {
            input.replaceSubrange(start...end, with: Self.values[pick(Self.values.count)].utf8)
        } else {
            input.insert(contentsOf: Self.letters[pick(Self.letters.count)], at: end)
        }
    }

    /// Removes the text from the next comma to the one after it.
    private mutating func removeMember(in input: inout [UInt8], after place: Int) {
        let comma = UInt8(ascii: ",")
        guard let start = input[place...].firstIndex(of: comma), let end = input[(start + 1)...].firstIndex(of: comma) else { return }
        input.removeSubrange(start..<end)
    }

    /// Puts many levels of nesting around the rest, with or without their ends.
    private mutating func nest(_ input: inout [UInt8], at place: Int) {
        let (opening, closing) = [("[", "]"), (#"{"a":"#, "}"), (#"{"error":"#, "}"), (#"[{"message":"#, "}]")][pick(4)]
        let levels = [2, 30, Bounds.jsonDepth - 2, Bounds.jsonDepth, 2_000][pick(5)]
        if chance.happens(0.5) { input.insert(contentsOf: String(repeating: closing, count: levels).utf8, at: place) }
        input.insert(contentsOf: String(repeating: opening, count: levels).utf8, at: place)
    }

    private mutating func sample(_ samples: [[UInt8]]) -> [UInt8] { samples[pick(samples.count)] }
    private mutating func pick(_ count: Int) -> Int { Int(chance.next() % UInt64(max(1, count))) }

    private static let values = [
        "null", "true", "false", "0", "-1", "1.0", #""""#, "[]", "{}", #""é""#, #"["a"]"#, #"{"a":1}"#, #""stop""#, #""length""#,
        #""error""#,
    ]

    /// Valid and invalid contents of strings.
    private static let letters: [[UInt8]] = [
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xC3], [0x80], [0xFF], [0x00], [0x0A], [0x1F],
        Array("\u{301}".utf8), Array("\u{85}\u{2028}".utf8), Array("é中😀".utf8), Array(#"\ud83d"#.utf8), Array(#"\ude00\u0000"#.utf8),
        Array(#"\x"#.utf8),
    ]

    private static let numbers = [
        "0", "-1", "01", "00", "1.5", "9007199254740993", "1099511627777", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808",
        "1e308", "1e309", "-1e400", "4.9e-324", "0.\(String(repeating: "0", count: 400))1", String(repeating: "9", count: 400),
    ]

    /// The contents of `Tests/Fuzzing/tokens.dict`: a token a line, in quotes, with `\xAB` for a byte.
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
