private import Foundation
internal import Ledger

extension Texts {
    /// The largest file that is read.
    ///
    /// Unit: bytes.
    private static let fileBytesMax = 256 * 1_024

    /// Reads an operator's folder: `ja.txt`, `en.txt` and `pt.txt`, each of which may be left out.
    ///
    /// - Throws: ``TextsError`` naming everything that is wrong, one line each.
    package init(directory: String) throws(TextsError) {
        var problems: [TextProblem] = []
        var sources: [Language: String] = [:]
        for name in try Self.textFiles(in: directory) {
            do throws(TextProblem) {
                let language = try Self.language(of: name)
                sources[language] = try Self.source(of: name, in: directory)
            } catch {
                problems.append(error)
            }
        }
        do throws(TextsError) {
            self = try Texts(overlaying: sources)
        } catch {
            throw TextsError(problems: problems + error.problems)
        }
        guard problems.isEmpty else { throw TextsError(problems: problems) }
    }

    /// The names that end in `.txt`: other files are none of ours, a misspelt language is.
    static func textFiles(in directory: String) throws(TextsError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            let problem = TextProblem(
                file: directory,
                "the folder cannot be read",
                accepted: "a folder with \(Self.fileNames)"
            )
            throw TextsError(problems: [problem])
        }
        return names.filter { $0.hasSuffix(".txt") && !$0.hasPrefix(".") }.sorted()
    }

    static func language(of name: String) throws(TextProblem) -> Language {
        guard let language = Language.allCases.first(where: { $0.fileName == name }) else {
            throw TextProblem(
                file: name,
                "no language has this name",
                accepted: Self.fileNames
            )
        }
        return language
    }

    static func source(
        of name: String,
        in directory: String
    ) throws(TextProblem) -> String {
        let file = FileHandle(forReadingAtPath: directory + "/" + name)
        guard let file, let data = try? file.read(upToCount: Self.fileBytesMax + 1) ?? Data() else {
            throw TextProblem(
                file: name,
                "the file cannot be read",
                accepted: "a file that the bot may read"
            )
        }
        guard data.count <= Self.fileBytesMax else {
            throw TextProblem(
                file: name,
                "the file is too large",
                accepted: "\(Self.fileBytesMax) bytes at most"
            )
        }
        guard let source = String(validating: data, as: UTF8.self) else {
            throw TextProblem(file: name, "the file is not UTF-8", accepted: "text in UTF-8")
        }
        return source
    }

    private static var fileNames: String {
        Language.allCases.map(\.fileName).joined(separator: ", ")
    }
}
