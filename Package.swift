// swift-tools-version: 6.3
import PackageDescription

// ARCHITECTURE.md draws the imports below as a graph; ArchitectureTests compares the two.

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Everything but the three rooms that talk to C: no unsafe construct goes unmarked there.
let safe = strict + [.strictMemorySafety()]

/// The rooms that read and judge what hosts print: the tests do little else, and unoptimised they take four times as long.
let quick = safe + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "dovesweep",
    products: [.executable(name: "dovesweep", targets: ["dovesweep"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Diagnostics", swiftSettings: safe),
        .target(name: "ShellQuoting", swiftSettings: safe),
        .target(name: "Fleet", dependencies: ["ShellQuoting"], swiftSettings: quick),
        .target(name: "TextFiles", swiftSettings: safe),
        .target(name: "SSHConfig", dependencies: ["Diagnostics", "Fleet", "TextFiles"], swiftSettings: safe),
        .target(
            name: "Inventory", dependencies: ["Diagnostics", "Fleet", "TextFiles", "SSHConfig", "ShellQuoting", yams],
            swiftSettings: safe),
        .target(name: "YAMLFiles", dependencies: [yams], swiftSettings: safe),
        .target(
            name: "Checks", dependencies: ["Fleet", "YAMLFiles"],
            resources: [
                .embedInCode("Schema/dovesweep.catalogue-1.schema.json"), .embedInCode("Schema/example.yaml"),
            ],
            swiftSettings: quick),
        .target(
            name: "Sweep", dependencies: ["Fleet", "ShellQuoting"],
            resources: [
                .embedInCode("Agent/frame.sh"), .embedInCode("Agent/Frame"), .embedInCode("Agent/Tools"),
                .embedInCode("Agent/Probes"),
            ],
            swiftSettings: safe),
        .target(name: "Assessment", dependencies: ["Fleet"], swiftSettings: quick),
        .target(
            name: "Reports", dependencies: ["Assessment", "Fleet"],
            resources: [
                .embedInCode("Schema/dovesweep.run-1.schema.json"),
                .embedInCode("Schema/dovesweep.comparison-1.schema.json"), .embedInCode("HTML/page.css"),
                .embedInCode("HTML/page.js"),
            ], swiftSettings: quick),
        .target(
            name: "Policy", dependencies: ["Diagnostics", "Fleet", "Inventory", "TextFiles", "YAMLFiles"],
            swiftSettings: safe),
        .target(name: "Archive", dependencies: ["Fleet", "CZlib", grdb], swiftSettings: safe),
        .target(name: "Net", dependencies: ["CEpoll"], swiftSettings: strict),
        .target(name: "SSH", dependencies: ["Net", "ShellQuoting", "CLibSSH2", "COpenSSL"], swiftSettings: strict),
        .target(name: "TLS", dependencies: ["Net", "COpenSSL"], swiftSettings: strict),
        .target(
            name: "Reach", dependencies: ["Diagnostics", "Fleet", "Net", "SSH", "Sweep", "TLS"], swiftSettings: safe),
        .target(
            name: "ReportFiles", dependencies: ["Assessment", "Diagnostics", "Fleet", "Reports"], swiftSettings: safe),
        .target(
            name: "Credentials",
            dependencies: ["Diagnostics", "Fleet", "Inventory", "Reach", "SSH", "SSHConfig", "TLS", "TextFiles"],
            swiftSettings: safe),
        .target(
            name: "Doctor",
            dependencies: [
                "Credentials", "Diagnostics", "Fleet", "Inventory", "Net", "Reach", "Reports", "SSH", "Sweep", "TLS",
            ],
            swiftSettings: safe),
        .target(
            name: "Runs",
            dependencies: [
                "Archive", "Assessment", "Checks", "Diagnostics", "Fleet", "Net", "Reports", "ShellQuoting", "Sweep",
                "TLS",
            ],
            swiftSettings: safe),
        .executableTarget(
            name: "dovesweep",
            dependencies: [
                "Assessment", "Diagnostics", "Fleet", "Inventory", "YAMLFiles", "Checks", "Sweep", "Policy", "Reports",
                "Archive",
                "Net", "SSH", "ShellQuoting", "TLS", "Credentials", "Doctor", "Reach", "ReportFiles", "Runs",
                argumentParser,
            ],
            swiftSettings: safe),
        .target(name: "FuzzSupport", path: "Tests/FuzzSupport", swiftSettings: strict),
        .target(name: "RunSamples", dependencies: ["Fleet"], path: "Tests/RunSamples", swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "ShellQuotingTests", dependencies: ["ShellQuoting"], swiftSettings: strict),
        .testTarget(name: "FleetTests", dependencies: ["Fleet"], swiftSettings: strict),
        .testTarget(
            name: "InventoryTests",
            dependencies: ["Inventory", "Diagnostics", "Fleet", "TextFiles", "SSHConfig", "TLS"],
            resources: [.copy("Inventories")], swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "TextFilesTests", dependencies: ["TextFiles"], swiftSettings: strict),
        .testTarget(
            name: "SSHConfigTests", dependencies: ["SSHConfig", "Diagnostics", "Fleet", "TextFiles"],
            resources: [.copy("SSHConfigurations")], swiftSettings: strict),
        .testTarget(
            name: "ChecksTests", dependencies: ["Checks", "Fleet", "FuzzSupport", "Sweep", "TLS", "YAMLFiles"],
            exclude: ["Cause/explains.txt", "Meanings/lines.tsv", "Meanings/messages.tsv"],
            resources: [.copy("Evidence")], swiftSettings: strict),
        .testTarget(name: "YAMLFilesTests", dependencies: ["YAMLFiles"], swiftSettings: strict),
        .testTarget(
            name: "SweepTests", dependencies: ["Sweep", "Fleet", "FuzzSupport"],
            resources: [.copy("Agent/Withheld"), .copy("Dialogue/Transcripts")], swiftSettings: strict),
        .testTarget(
            name: "AssessmentTests", dependencies: ["Assessment", "Fleet", "RunSamples"], swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["Reports", "Assessment", "Fleet", "FuzzSupport", "RunSamples"],
            resources: [.copy("Expected"), .copy("Readers"), .copy("Browser"), .copy("Schemas")],
            swiftSettings: strict),
        .testTarget(
            name: "PolicyTests", dependencies: ["Policy", "Fleet", "Inventory", "TextFiles", "YAMLFiles"],
            swiftSettings: strict),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Fleet", grdb], swiftSettings: strict),
        .testTarget(name: "NetTests", dependencies: ["Net"], swiftSettings: strict),
        .testTarget(name: "SSHTests", dependencies: ["SSH", "Net", "FuzzSupport", "CLibSSH2"], swiftSettings: strict),
        .testTarget(
            name: "ReachTests", dependencies: ["Reach", "Diagnostics", "Fleet", "Net", "SSH", "Sweep", "TLS"],
            swiftSettings: strict),
        .testTarget(
            name: "ReportFilesTests", dependencies: ["ReportFiles", "Assessment", "Diagnostics", "Fleet", "Reports"],
            swiftSettings: strict),
        .testTarget(
            name: "CredentialsTests", dependencies: ["Credentials", "Diagnostics", "Fleet", "Inventory"],
            swiftSettings: strict),
        .testTarget(
            name: "DoctorTests",
            dependencies: ["Doctor", "Credentials", "Fleet", "Inventory", "Net", "Reach", "Reports", "SSH", "Sweep"],
            swiftSettings: strict),
        .testTarget(
            name: "RunsTests",
            dependencies: [
                "Runs", "Archive", "Assessment", "Checks", "Diagnostics", "Fleet", "Reports", "RunSamples", "Sweep",
            ],
            swiftSettings: strict),
        .testTarget(name: "TLSTests", dependencies: ["TLS", "Net", "FuzzSupport"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: ["dovesweep", "Checks", "Diagnostics", "Fleet", "Sweep", argumentParser],
            resources: [.copy("Records")],
            swiftSettings: strict),
        .testTarget(name: "LabTests", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
