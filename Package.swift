// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house: a library target that may import only the rooms it names.
func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: strict)
}

/// The tests of one room.
func tests(of room: String, imports: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(room)Tests",
    dependencies: [.byName(name: room), "TestSupport"] + imports,
    path: "Tests/\(room)Tests",
    swiftSettings: strict
  )
}

let package = Package(
  name: "LungAttention",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "LungAttention", targets: ["LungAttention"]),
    .executable(name: "lung-attention", targets: ["lung-attention"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .target(name: "CCodecs", dependencies: ["CPNG", "CDeflate", "CTurboJPEG"]),

    room(
      "Diagnostics", imports: [.product(name: "Crypto", package: "swift-crypto")]),
    room("Statistics"),
    room("Tables", imports: ["Diagnostics"]),
    room("Tensors", imports: ["COpenBLAS"]),
    room("Imaging", imports: ["Diagnostics", "Tensors", "CCodecs"]),
    room("Artifacts", imports: ["Imaging", "Tensors"]),
    // Vector loops that Swift cannot compile for AVX2 without unsafe flags; see its header.
    .target(name: "CKernels"),
    room("Networks", imports: ["CKernels", "Diagnostics", "Tensors"]),
    room("Models", imports: ["Diagnostics", "Imaging", "Networks", "Tensors"]),
    room(
      "Checkpoints",
      imports: ["Diagnostics", "Imaging", "Models", "Networks", "ONNX", "Tensors"]),
    .target(
      name: "ONNX",
      dependencies: [
        "Diagnostics", "Networks", "Tensors",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["Wire/onnx.proto"], swiftSettings: strict),
    room("Explainers", imports: ["Diagnostics", "Networks", "Tensors"]),
    room(
      "Attention",
      imports: ["Artifacts", "Diagnostics", "Explainers", "Imaging", "Statistics", "Tensors"]),
    room(
      "Variants",
      imports: ["Artifacts", "Attention", "Diagnostics", "Imaging", "Tensors"]),
    room(
      "Datasets",
      imports: [
        "Artifacts", "Attention", "Diagnostics", "Imaging", "Statistics", "Tables", "Tensors",
      ]),
    room("Phantoms", imports: ["Diagnostics", "Imaging", "Tables", "Tensors"]),
    room(
      "Training",
      imports: [
        "Artifacts", "Attention", "Checkpoints", "Diagnostics", "Imaging", "Models", "Networks",
        "Probes", "Statistics", "Tables", "Tensors",
      ]),
    room(
      "Probes",
      imports: ["Artifacts", "Attention", "Diagnostics", "Imaging", "Models", "Tables", "Tensors"]),
    room(
      "Audit",
      imports: [
        "Artifacts", "Attention", "Checkpoints", "Diagnostics", "Explainers", "Imaging", "Models",
        "Networks",
        "Probes", "Statistics", "Tables", "Tensors",
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Artifacts", "Attention", "Audit", "Checkpoints", "Datasets", "Diagnostics", "Explainers",
        "Imaging", "Models", "Networks", "Probes", "Statistics", "Tables", "Tensors", "Variants",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      // In the binary, so that one file is all there is to install.
      resources: [.embedInCode("HTML/Page")], swiftSettings: strict),
    .target(
      name: "Experiments",
      dependencies: [
        "Attention", "Audit", "Checkpoints", "Datasets", "Diagnostics", "Explainers", "Imaging",
        "Models", "Networks", "Reports", "Statistics", "Tables", "Tensors", "Training", "Variants",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Output/Page")], swiftSettings: strict),
    room(
      "LungAttention",
      imports: [
        "Artifacts", "Attention", "Audit", "Checkpoints", "Datasets", "Diagnostics", "Experiments",
        "Explainers", "Imaging", "Models", "Networks", "Phantoms", "Probes", "Reports",
        "Statistics", "Tables", "Tensors",
        "Training", "Variants",
      ]),
    .target(name: "CProcess"),
    .executableTarget(
      name: "lung-attention",
      dependencies: [
        "CProcess", "LungAttention",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // Nobody imports a command line, so its imports need no access levels.
      swiftSettings: Array(strict.dropLast())),

    .target(
      name: "TestSupport", dependencies: ["Networks", "Tensors"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests(of: "Diagnostics"),
    tests(of: "Tensors"),
    tests(of: "Statistics", imports: ["Tensors"]),
    tests(of: "Tables", imports: ["Diagnostics"]),
    tests(of: "Imaging", imports: ["Tensors"]),
    tests(of: "Networks", imports: ["Tensors"]),
    tests(of: "Models", imports: ["Diagnostics", "Imaging", "Networks", "Tensors"]),
    tests(of: "Checkpoints", imports: ["Diagnostics", "Imaging", "Models", "Networks", "Tensors"]),
    tests(of: "ONNX", imports: ["Explainers", "Networks", "Tensors"]),
    tests(of: "Explainers", imports: ["Networks", "Tensors"]),
    tests(of: "Artifacts", imports: ["Imaging", "LungAttention", "Phantoms", "Tensors"]),
    tests(of: "Attention", imports: ["Artifacts", "Explainers", "Imaging", "Tensors"]),
    tests(of: "Probes", imports: ["LungAttention"]),
    tests(
      of: "Variants",
      imports: ["Artifacts", "Attention", "Diagnostics", "Imaging", "Phantoms", "Tensors"]),
    tests(of: "Datasets", imports: ["Imaging", "LungAttention"]),
    tests(of: "Phantoms", imports: ["Imaging", "Tensors"]),
    tests(
      of: "Training",
      imports: [
        "Attention", "Checkpoints", "Diagnostics", "Imaging", "Models", "Networks", "Phantoms",
        "Probes", "Tables", "Tensors",
      ]),
    tests(of: "Audit", imports: ["LungAttention"]),
    .testTarget(
      name: "CommandTests", dependencies: ["lung-attention", "LungAttention"],
      path: "Tests/CommandTests", swiftSettings: strict),
    tests(of: "Experiments", imports: ["LungAttention"]),
    tests(
      of: "Reports",
      imports: ["Attention", "Audit", "Imaging", "LungAttention", "Phantoms", "Tensors"]),
  ]
)
