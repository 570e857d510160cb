import Foundation
import Testing

@Suite("What starts the bot does not start it again after a wrong configuration")
struct DeployTests {
    private func lines(_ file: String) throws -> Set<String> {
        let url = Executable.root.appending(path: "deploy/\(file)")
        let text = try String(contentsOf: url, encoding: .utf8)
        return Set(text.split(separator: "\n").map(String.init))
    }

    @Test("systemd and supervisord know status 64, and wait longer than the bot needs to end")
    func restarts() throws {
        let unit = try self.lines("starledger.service")
        for line in ["Restart=always", "RestartPreventExitStatus=64", "TimeoutStopSec=15"] {
            #expect(unit.contains(line), "\(line)")
        }
        let sample = try self.lines("supervisor.conf")
        for line in ["autorestart=unexpected", "exitcodes=64", "stopwaitsecs=15"] {
            #expect(sample.contains(line), "\(line)")
        }
    }

    @Test(
        "systemd-analyze finds nothing wrong with the unit",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"))
    )
    func verified() async throws {
        try await withWorkplace { place in
            // The unit names the program's place on a server; here it is anything that can be run.
            let unit = Executable.root.appending(path: "deploy/starledger.service")
            let text = try String(contentsOf: unit, encoding: .utf8)
                .replacing("/usr/local/bin/starledger", with: "/usr/bin/true")
            try place.write(text, to: "starledger.service")
            let analysis = try Child(
                URL(filePath: "/usr/bin/systemd-analyze"),
                ["verify", "--man=no", place.folder.appending(path: "starledger.service").path],
                environment: ["PATH": "/usr/bin:/bin"],
                in: place.folder
            )
            let ending = try await analysis.ended()
            let said = analysis.complaints.split(separator: "\n").filter {
                $0.contains("starledger.service")
            }
            #expect(ending == .exited(0) && said.isEmpty, "\(analysis.complaints)")
        }
    }
}
