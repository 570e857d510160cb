// swift-tools-version: 6.2
import PackageDescription

/// One list for every Swift target, so no target can quietly opt out.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
    // Named places where a test may kill the process; a release build has none.
    .define("FAILPOINTS", .when(configuration: .debug)),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let configuration = Target.Dependency.product(
    name: "Configuration",
    package: "swift-configuration"
)

let package = Package(
    name: "starledger",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "starledger", targets: ["starledger"])
    ],
    dependencies: [
        // The simulated Bot API, its chat page, and later the webhook and the metrics.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        // The bot's way out: keeps connections, cancels on deadlines, needs no libcurl.
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        // The verbs of the executable.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // One logging front for every target; only the executable chooses where it goes.
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // One front for figures, as Logging is for words; no package here exports them, so a small
        // exporter of our own stands behind it (`BotGateway/Observing`).
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        // Start and stop in order, signals included.
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            exact: "2.13.0"
        ),
        // SHA-256 of the chain, and the seals on personal text.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        // The environment and `.env`.
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        // Runs `rsvg-convert`, which makes the picture of a spread: no shell, and a child that
        // ends when its time is over.
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        // Segments of the log are gzip files, which every language's standard library reads.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Ledger",
            dependencies: ["CSQLite", "CZlib", crypto, logging],
            swiftSettings: strict
        ),
        .target(name: "Projections", dependencies: ["Ledger"], swiftSettings: strict),
        .target(name: "Payments", dependencies: ["Ledger", "Projections"], swiftSettings: strict),
        .target(
            name: "LedgerService",
            dependencies: [
                "Ledger", "Projections", "Payments", crypto, logging, lifecycle, metrics,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "BotGateway",
            dependencies: [
                "Ledger", "Projections", "Payments", "LedgerService", httpClient, logging,
                lifecycle, metrics, hummingbird, subprocess,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "TelegramSandbox",
            dependencies: [hummingbird, logging, lifecycle],
            swiftSettings: strict
        ),
        // What plain C on SQLite takes for the same rows: the floor under every figure of `bench`. It
        // links SQLite itself, because nothing of ours may stand between a floor and the library.
        .target(
            name: "Floor",
            dependencies: ["CSQLite"],
            cSettings: [.treatAllWarnings(as: .error)]
        ),
        // Measures the others from outside, through the same doors that callers use.
        .target(
            name: "Bench",
            dependencies: [
                "Floor", "Ledger", "Projections", "Payments", "LedgerService", "BotGateway",
                "TelegramSandbox", crypto, httpClient, logging,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "starledger",
            dependencies: [
                "Ledger", "Projections", "Payments", "LedgerService", "BotGateway", "Bench",
                "TelegramSandbox", arguments, configuration, logging, lifecycle, signals, metrics,
            ],
            swiftSettings: strict
        ),
        // What tests hold the bot's calls against: the models of a client nobody here wrote.
        .target(
            name: "AiogramCheck",
            dependencies: ["TelegramSandbox"],
            path: "Tests/AiogramCheck",
            exclude: ["check.py"],
            swiftSettings: strict
        ),
        // A disk that fails on purpose: only C can stand between SQLite and its files.
        .target(name: "CFaultDisk", dependencies: ["CSQLite"], path: "Tests/CFaultDisk"),
        .target(
            name: "FaultDisk",
            dependencies: ["CFaultDisk"],
            path: "Tests/FaultDisk",
            swiftSettings: strict
        ),
        .testTarget(
            name: "LedgerTests",
            dependencies: ["Ledger", "FaultDisk", crypto],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ProjectionTests",
            dependencies: ["Ledger", "Projections"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PaymentTests",
            dependencies: ["Ledger", "Projections", "Payments"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LedgerServiceTests",
            dependencies: [
                "Ledger", "Projections", "Payments", "LedgerService", "FaultDisk", crypto, logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BotGatewayTests",
            dependencies: [
                "Ledger", "Projections", "Payments", "LedgerService", "BotGateway",
                "TelegramSandbox", "AiogramCheck", hummingbird, lifecycle, logging, metrics,
            ],
            exclude: ["Cards/Golden", "Picture/Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TelegramSandboxTests",
            dependencies: ["TelegramSandbox", httpClient],
            exclude: ["aiogram", "page"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "StarledgerTests",
            dependencies: [
                "starledger", "Bench", "Ledger", "LedgerService", "Payments", "Projections",
                "TelegramSandbox", "AiogramCheck", logging,
            ],
            exclude: ["browser", "Importing/Legacy"],
            swiftSettings: strict
        ),
    ]
)
