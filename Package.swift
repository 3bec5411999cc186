// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "batchrun",
    products: [
        .executable(name: "batchrun", targets: ["batchrun"]),
        .library(name: "BatchEngine", targets: ["BatchEngine"]),
    ],
    dependencies: [
        // Why each of these is here stands in docs/dependencies.md.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "CSystem"),
        .target(name: "BatchCore", dependencies: [.product(name: "HeapModule", package: "swift-collections")]),
        .target(
            name: "BatchEngine",
            dependencies: [
                "BatchCore", "CCurl", "CSQLite", "CSystem", .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),
        .target(
            name: "ProviderSimulator",
            dependencies: ["BatchCore", .product(name: "FlyingFox", package: "FlyingFox")]),
        .executableTarget(
            name: "batchrun",
            dependencies: [
                "BatchCore", "BatchEngine", "ProviderSimulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "HouseTests"),
        .target(name: "CFaultVFS", dependencies: ["CSQLite"], path: "Tests/CFaultVFS"),
        .target(name: "TestSupport", dependencies: ["BatchCore"], path: "Tests/TestSupport"),
        .testTarget(
            name: "BatchCoreTests",
            dependencies: [
                "BatchCore", "ProviderSimulator", "TestSupport", .product(name: "HeapModule", package: "swift-collections"),
            ],
            exclude: ["ReaderPromises/LibFuzzer.swift"]),
        .testTarget(name: "BatchEngineTests", dependencies: ["BatchEngine", "ProviderSimulator", "TestSupport", "CFaultVFS"]),
        .testTarget(name: "ProviderSimulatorTests", dependencies: ["BatchCore", "ProviderSimulator", "TestSupport"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "batchrun", "BatchCore", "BatchEngine", "ProviderSimulator", "TestSupport",
                .product(name: "FlyingFox", package: "FlyingFox"),
            ],
            exclude: ["Golden"]),
    ]
)

// What `make fuzz` builds (scripts/fuzz): libFuzzer's program, of the same files that the tests hold the readers to.
if Context.environment["BATCHRUN_FUZZ"] != nil {
    package.targets.removeAll { $0.type == .test }
    package.targets.append(
        .executableTarget(name: "FuzzReaders", dependencies: ["BatchCore"], path: "Tests/BatchCoreTests/ReaderPromises"))
}

// One set of rules for every target of ours: nothing that compiles with a warning is kept.
for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
