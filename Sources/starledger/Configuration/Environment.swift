internal import Configuration
private import Foundation
private import SystemPackage

/// The variables of the environment and of a `.env` file; the real environment wins.
struct Environment {
    /// Where a value comes from.
    enum Source: Equatable {
        case environment
        case file(String)
    }

    private let variables: EnvironmentVariablesProvider
    private let file: EnvironmentVariablesProvider?
    private let path: String

    /// Reads the environment and the file named by `DOTENV_FILE`, or `.env`.
    ///
    /// - Throws: ``Failure`` with status 64 if a named file cannot be read.
    init() async throws {
        self.variables = EnvironmentVariablesProvider()
        let named = try self.variables.environmentValue(forName: "DOTENV_FILE")
        self.path = named ?? ".env"
        do {
            self.file = try await EnvironmentVariablesProvider(
                environmentFilePath: FilePath(self.path),
                allowMissing: named == nil
            )
        } catch {
            throw Failure.usage(
                "DOTENV_FILE: \(self.path) cannot be read; name a file of KEY=value lines"
            )
        }
    }

    /// Finds a variable; an empty one counts as unset.
    func value(of name: String) -> (text: String, source: Source)? {
        if let text = try? self.variables.environmentValue(forName: name), !text.isEmpty {
            return (text, .environment)
        }
        if let text = try? self.file?.environmentValue(forName: name), !text.isEmpty {
            return (text, .file(self.path))
        }
        return nil
    }
}
