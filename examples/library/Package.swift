// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "library-example",
    dependencies: [.package(name: "batchrun", path: "../..")],
    targets: [
        .executableTarget(name: "Example", dependencies: [.product(name: "BatchEngine", package: "batchrun")])
    ]
)
