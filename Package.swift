// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target of ours: unsafe code is marked, warnings stop the build, and an
/// import is visible only in the file that states it.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// `scripts/bench --micro` alone sets this. What it measures is internal to its modules and inlined
/// in them: for that build alone other modules may import it, and inline it too.
let isMicro = Context.environment["ADSEGMENTS_MICRO"] != nil
let measured: [SwiftSetting] =
  isMicro ? [.unsafeFlags(["-enable-testing", "-cross-module-optimization"])] : []

/// The hot path's modules do without the run-time check for overlapping access to class properties
/// in release builds, which cost a fifth of their time; debug builds, the tests' builds, keep it.
let hot: [SwiftSetting] =
  strict + measured
  + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

func stage(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

let package = Package(
  name: "AdSegments",
  products: [.executable(name: "adsegments", targets: ["adsegments"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries of the system (Debian package in brackets).
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CLibIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
    .systemLibrary(name: "CLibPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    .systemLibrary(name: "CLibUnistring", providers: [.apt(["libunistring-dev"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // What Swift's own module of glibc leaves out: malloc_trim and sync_file_range.
    .systemLibrary(name: "CGlibc"),
    // Vector instructions behind one function: where fields and records end.
    .target(name: "CRecordScan"),
    // The files of data/reference, embedded.
    .target(name: "CReferenceData"),
    // Google's libphonenumber behind a few C functions (Debian's libphonenumber-dev).
    .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),

    // The words everything else speaks. This target has no I/O and only the Unicode library below.
    stage("AdModel", ["CLibUnistring"]),

    stage("Files", ["CLibCrypto", "CGlibc", "CZlib", "CZstd"]),
    .target(
      name: "CSV", dependencies: ["Files", "CLibCSV", "CRecordScan"], swiftSettings: hot),

    .target(
      name: "Ingest", dependencies: ["AdModel", "CRecordScan", "CSV", "Files"],
      swiftSettings: hot),
    stage("Normalize", ["AdModel", "CSV", "Files", "CLibIDN2", "CLibPSL", "CReferenceData"]),
    stage("Aggregate", ["AdModel", "Files"]),
    .target(
      name: "Workflows", dependencies: ["AdModel", "Files"], swiftSettings: strict + measured),
    stage("Export", ["AdModel", "CSV", "Files", "CPhoneNumber", "CReferenceData"]),
    stage("Runs", ["AdModel", "CSV", "Files"]),
    stage("Report", ["AdModel", "CSV", "Files", "Runs"]),

    stage(
      "Pipelines",
      [
        "AdModel", "CSV", "Files", "Ingest", "Normalize", "Aggregate", "Workflows", "Export",
        "Runs", .product(name: "Yams", package: "Yams"),
      ]),
    stage(
      "Commands",
      [
        "AdModel", "Files", "Pipelines", "Report", "Runs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // The build id tells builds apart at each start without a look at all of the program.
    .executableTarget(
      name: "adsegments", dependencies: ["Commands"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-Xlinker", "--build-id=sha1"])]),

    // What several test targets need.
    .target(
      name: "TestSupport", dependencies: ["CLibCSV", "CSV", "Files"], path: "Tests/TestSupport",
      swiftSettings: strict),
    // The laws that made-up files are held to, by scripts/fuzz and by the findings it left.
    .target(
      name: "FuzzChecks",
      dependencies: ["AdModel", "CSV", "Files", "Ingest", "Pipelines", "TestSupport"],
      path: "Tests/FuzzChecks"),
    tests(of: "AdModel"),
    tests(of: "Files", ["TestSupport"]),
    tests(of: "CSV", ["CRecordScan", "Files", "TestSupport"]),
    tests(of: "Ingest", ["AdModel", "CSV", "Files", "TestSupport"]),
    tests(of: "Normalize", ["AdModel", "CSV", "TestSupport"]),
    tests(of: "Aggregate", ["AdModel"]),
    tests(of: "Workflows", ["AdModel"]),
    tests(of: "Export", ["AdModel", "CSV", "Files", "TestSupport"]),
    tests(of: "Runs", ["AdModel", "CSV", "Files", "TestSupport"]),
    tests(of: "Report", ["AdModel", "CSV", "Files", "Runs", "TestSupport"]),
    tests(of: "Pipelines", ["AdModel", "Files", "Ingest", "TestSupport"]),
    tests(of: "Commands", ["Files", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Files", "FuzzChecks", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  // C23 for #embed.
  cLanguageStandard: .gnu2x,
  cxxLanguageStandard: .cxx17
)

// `scripts/fuzz` alone builds this: a program whose `main` is libFuzzer's.
if Context.environment["ADSEGMENTS_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzing", dependencies: ["FuzzChecks"], path: "Tests/Fuzzing",
      exclude: ["Findings"], swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

if isMicro {
  // Without its traits the package neither replaces the memory allocator nor counts its calls.
  package.dependencies.append(
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
  package.targets.append(
    .executableTarget(
      name: "MicroBenchmarks",
      dependencies: [
        "AdModel", "CSV", "Files", "Ingest", "TestSupport", "Workflows",
        .product(name: "Benchmark", package: "benchmark"),
      ],
      // The tool looks for benchmarks in folders of a folder of this name.
      path: "Tests/Benchmarks/MicroBenchmarks", swiftSettings: [.strictMemorySafety()],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}
