import Dispatch
import Glibc
import TestSupport
import Testing

import BatchCore
@testable import BatchEngine

@Suite("Descriptors that are watched", .sharesMachine)
struct DescriptorWatchTests {
    /// Pipes, and what was called back of them. On a queue of its own.
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

        /// Notes what is read of `descriptor`, until its end.
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

    @Test("are called back as often as there is something, and at their end")
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

    @Test("are told when they can be written, and when nobody reads")
    func writes() async throws {
        let rig = Rig()
        let (open, left) = (Rig.pipe(), Rig.pipe())
        close(left.reading)
        rig.noteWriting(open.writing)
        rig.noteWriting(left.writing)
        #expect(await rig.called.reaches { $0.count == 2 })
        for descriptor in [open.reading, open.writing, left.writing] { close(descriptor) }
    }

    @Test("may come and go by the thousand, under numbers that were used before")
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

    @Test("have room, as far as the system gives it")
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
