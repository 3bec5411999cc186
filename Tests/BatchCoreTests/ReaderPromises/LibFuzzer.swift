import BatchCore
import Foundation

/// The reader that is tried; named by the environment, for the arguments are libFuzzer's.
private let reader = ForeignReader(rawValue: ProcessInfo.processInfo.environment["BATCHRUN_READER"] ?? "")

/// What libFuzzer calls with each input that it thinks up (https://llvm.org/docs/LibFuzzer.html). It takes a trap for a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func readInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let reader else { fatalError("BATCHRUN_READER names no reader") }
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try reader.read(bytes)
    } catch {
        fatalError("a promise is broken: \(error)")
    }
    return 0
}
