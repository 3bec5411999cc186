import Dispatch
import Glibc
import TestSupport
import Testing

import BatchCore
@testable import BatchEngine

@Suite("Watched descriptors", .sharesMachine)
struct DescriptorWatchTests {
    /// Pipes and the callbacks for them, on a separate queue.
    private final class Rig: @unchecked Sendable {
        let queue = DispatchQueue(label: "descriptor watch tests")
        let called = Watched<[String]>([])
        private let watch: DescriptorWatch

        init() { watch = DescriptorWatch(queue: queue) }

        static func pipe() -> (reading: Int32, writing: Int32) {
            var ends: [Int32] = [-1, -1]
            #expect(unsafe Glibc.pipe(&ends) == 0)
            return (ends[0], ends[1])
        }

        /// Records what is read from `descriptor`, until its end.
        func read(_ descriptor: Int32, as name: String) {
            queue.sync {
                watch.watch(descriptor, for: .reading) { [self] in
                    var byte: UInt8 = 0
                    let count = unsafe Glibc.read(descriptor, &byte, 1)
                    if count == 0 { stop(descriptor) }
                    called.update { $0.append(count == 0 ? "\(name) ended" : "\(name) \(byte)") }
                }
            }
        }

        func noteWriting(_ descriptor: Int32) {
            queue.sync {
                watch.watch(descriptor, for: .writing) { [self] in
                    watch.unwatch(descriptor)
                    called.update { $0.append("writable") }
                }
            }
        }

        func stop(_ descriptor: Int32) {
            dispatchPrecondition(condition: .onQueue(queue))
            watch.unwatch(descriptor)
            close(descriptor)
        }

        static func write(_ bytes: [UInt8], to descriptor: Int32) {
            let count = unsafe Glibc.write(descriptor, bytes, bytes.count)
            #expect(count == bytes.count)
        }
    }

    @Test("call back each time that bytes come, and at their end")
    func reads() async throws {
        let rig = Rig()
        let (one, other) = (Rig.pipe(), Rig.pipe())
        rig.read(one.reading, as: "one")
        rig.read(other.reading, as: "other")
        Rig.write([1, 2, 3], to: one.writing)
        Rig.write([4], to: other.writing)
        #expect(await rig.called.reaches { $0.count == 4 })
        close(one.writing)
        close(other.writing)
        #expect(await rig.called.reaches { $0.count == 6 })
        let called = rig.called.value
        #expect(called.filter { $0.hasPrefix("one") } == ["one 1", "one 2", "one 3", "one ended"])
        #expect(called.filter { $0.hasPrefix("other") } == ["other 4", "other ended"])
    }

    @Test("call back when they can be written, and when the reader is gone")
    func writes() async throws {
        let rig = Rig()
        let (open, left) = (Rig.pipe(), Rig.pipe())
        close(left.reading)
        rig.noteWriting(open.writing)
        rig.noteWriting(left.writing)
        #expect(await rig.called.reaches { $0.count == 2 })
        for descriptor in [open.reading, open.writing, left.writing] { close(descriptor) }
    }

    @Test("can be added and removed by the thousand, with reused numbers")
    func churn() async throws {
        let rigs = (0..<4).map { _ in Rig() }
        await withTaskGroup(of: Void.self) { group in
            for rig in rigs {
                group.addTask {
                    for number in 0..<500 {
                        let pipe = Rig.pipe()
                        rig.read(pipe.reading, as: "\(number)")
                        Rig.write([7], to: pipe.writing)
                        close(pipe.writing)
                    }
                }
            }
        }
        for rig in rigs {
            #expect(await rig.called.reaches { $0.count == 1_000 })
            #expect(Set(rig.called.value) == Set((0..<500).flatMap { ["\($0) 7", "\($0) ended"] }))
        }
    }

    @Test("have room, up to the system's limit")
    func room() {
        func limits() -> rlimit {
            var limits = rlimit()
            #expect(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0)
            return limits
        }
        for _ in 0..<2 {
            let wanted = limits().rlim_cur + 10
            DescriptorRoom.make(for: Int(clamping: wanted))
            #expect(limits().rlim_cur >= min(wanted, limits().rlim_max))
        }
    }
}
