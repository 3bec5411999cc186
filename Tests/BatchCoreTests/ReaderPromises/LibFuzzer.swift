import BatchCore
import Foundation

/// The reader under test. The environment names it, because the arguments are libFuzzer's.
private let reader = ForeignReader(rawValue: ProcessInfo.processInfo.environment["BATCHRUN_READER"] ?? "")

/// The function that libFuzzer calls with each input (https://llvm.org/docs/LibFuzzer.html). A trap counts as a fault.
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
