internal import ArgumentParser
private import Foundation
internal import Ledger

/// Ends a verb with one line on stderr and a status.
struct Failure: Error {
    /// What is wrong and what to do, in one line.
    var line: String
    /// The exit status.
    var status: ExitCode

    /// Ends with status 1.
    init(_ line: String) {
        self.line = line
        self.status = .failure
    }

    /// Ends with a status of its own.
    init(_ line: String, status: ExitCode) {
        self.line = line
        self.status = status
    }

    /// A wrong usage or configuration: status 64, which a supervisor does not restart.
    static func usage(_ line: String) -> Failure {
        Failure(line, status: .validationFailure)
    }
}

extension ExitCode {
    /// A difference or damage was found.
    static let difference = ExitCode(2)
}

/// Runs the body of a verb and turns what it throws into one line and a status.
func reporting(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as Failure {
        if !failure.line.isEmpty { Terminal.complain(failure.line) }
        throw failure.status
    } catch let error as LedgerError {
        Terminal.complain(error.description)
        throw error.code == .damaged ? ExitCode.difference : ExitCode.failure
    } catch let error where error is CocoaError || error is POSIXError {
        Terminal.complain(LedgerError.line(of: error))
        throw ExitCode.failure
    }
}
