import Foundation
import TestSupport
import Testing

/// The damage is the same in every run. `BATCHRUN_FUZZ_SEED` selects other damage, and `BATCHRUN_FUZZ_SECONDS` sets how long the test
/// runs. The current input is in `.build/damaged` while a reader reads it, so that it is found if the process dies.
@Suite("Damaged input")
struct DamagedInputTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["BATCHRUN_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    private static let seconds = environment["BATCHRUN_FUZZ_SECONDS"].flatMap { Double($0) }

    /// The number of inputs of a run, which take about a second.
    private static func count(for reader: ForeignReader) -> Int {
        switch reader {
        case .json: 3_000
        case .job: 1_500
        case .stream, .responses, .response, .profile: 700
        case .file: 300
        }
    }

    @Test("Readers of foreign bytes keep their promises", arguments: ForeignReader.allCases)
    func promises(of reader: ForeignReader) throws {
        let folder = ProjectFolder.url(".build/damaged")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: reader.rawValue)
        let samples = try SampleInput.of(reader)
        let end = Self.seconds.map { Date.now.addingTimeInterval($0) }
        var number = 0
        while end.map({ Date.now < $0 }) ?? (number < Self.count(for: reader)) {
            var damage = Damage(seed: Self.seed, number: number)
            // The first inputs are the samples themselves.
            let input = number < samples.count ? samples[number] : damage.input(from: samples)
            try Data(input).write(to: file)
            do {
                try reader.read(input)
            } catch {
                Issue.record("seed \(Self.seed), number \(number), the input is \(file.path): \(error)")
                return
            }
            number += 1
        }
        try FileManager.default.removeItem(at: file)
    }

    @Test("There are tokens, and their escapes are read")
    func tokens() {
        #expect(Damage.tokens.count > 100)
        #expect(Damage.tokens.contains([0xEF, 0xBB, 0xBF]))
        #expect(Damage.tokens.contains(Array(#"\""#.utf8)))
        #expect(Damage.tokens.contains(Array(ResponsePromises.key.utf8)))
    }
}
