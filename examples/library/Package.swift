// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "library-example",
    dependencies: [.package(name: "batchrun", path: "../..")],
    targets: [
        .executableTarget(name: "Example", dependencies: [.product(name: "BatchEngine", package: "batchrun")]),
        // The code of the library's guides, and the names of its types, compile with one import.
        .target(
            name: "Guides", dependencies: [.product(name: "BatchEngine", package: "batchrun")],
            swiftSettings: [.enableUpcomingFeature("MemberImportVisibility"), .treatAllWarnings(as: .error)]),
    ]
)
