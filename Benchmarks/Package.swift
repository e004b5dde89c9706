// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that those who use LungAttention never resolve its dependencies.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "LungAttention", path: ".."),
    .package(url: "https://github.com/google/swift-benchmark", from: "0.1.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .target(name: "CCeilings", dependencies: ["CBLAS"]),
    .executableTarget(
      name: "operator-bench",
      dependencies: [
        "CCeilings",
        .product(name: "LungAttention", package: "LungAttention"),
        .product(name: "Benchmark", package: "swift-benchmark"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "engine-bench",
      dependencies: [.product(name: "LungAttention", package: "LungAttention")],
      swiftSettings: strict),
  ]
)
