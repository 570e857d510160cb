import Foundation
import Testing

/// A page of the documents, and what of it can be held against the program.
struct Document: Sendable, CustomTestStringConvertible {
    /// A verb as it is typed, with its options.
    struct Call: Hashable {
        let verb: String
        let options: [String]
    }

    /// The pages that operators and newcomers read, by their path from the root.
    static let all: [Document] = {
        let folder = Executable.root.appending(path: "docs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let pages = names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return (pages + ["README.md", "db/README.md"]).map { Document(path: $0) }
    }()

    /// The page of that name.
    static func named(_ path: String) -> Document { Document(path: path) }

    let path: String
    private let text: String

    private init(path: String) {
        self.path = path
        let file = Executable.root.appending(path: path)
        self.text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    var testDescription: String { self.path }

    /// What stands between backquotes, and every line of a block of code.
    var code: [String] {
        var found: [String] = []
        for (index, part) in self.text.components(separatedBy: "\n```").enumerated() {
            if index % 2 == 1 {
                // The word behind the backquotes names a language.
                found += part.split(separator: "\n").dropFirst(part.first == "\n" ? 0 : 1)
                    .map(String.init)
            } else {
                found += part.matches(of: /`([^`\n]+)`/).map { String($0.output.1) }
            }
        }
        return found
    }

    /// The verbs that it names.
    var calls: [Call] {
        self.code.flatMap { line in
            line.matches(of: /(?:^|[\s\/])starledger ([a-z][a-z-]*)(?=\s|$|;)([^|;&]*)/).map {
                match in
                let options = match.output.2.matches(of: /(?:^|\s)(--[a-z][a-z-]*)/)
                return Call(
                    verb: String(match.output.1),
                    options: options.map { String($0.output.1) }
                )
            }
        }
    }

    /// The kinds of events that it asks for.
    var kinds: [String] {
        self.code.flatMap { line in
            line.matches(of: /--kind ([a-z_]+)/).map { String($0.output.1) }
        }
    }

    /// The words behind `/admin`.
    var administratorWords: [String] {
        self.code.flatMap { line in
            line.matches(of: /\/admin ([a-z_]+)/).map { String($0.output.1) }
        }
    }

    /// The settings that administrators change in chat.
    var settingNames: [String] {
        self.code.flatMap { line in
            line.matches(of: /\/admin set ([A-Z_0-9]+)/).map { String($0.output.1) }
        }
    }

    /// The commands of a chat that it names.
    var chatCommands: [String] {
        self.code.compactMap { $0.prefixMatch(of: /\/[a-z0-9_]+(?=\s|$)/) }
            .map { String($0.output) }
    }

    /// The names in capitals.
    var variableNames: [String] {
        self.code.flatMap { line in
            line.matches(of: /(?:^|[^A-Za-z0-9_])([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])(?![a-z_])/)
                .map { String($0.output.1) }
        }
    }

    /// The files of the project that it names.
    var fileNames: [String] {
        self.code.compactMap {
            $0.prefixMatch(of: /(?:scripts|deploy|docs|Sources|Tests)\/[\w\/+.-]+/)
        }
        .map { String($0.output) }
    }

    /// The names of sentences and prompts, such as `reply.adjusting`.
    var textNames: [String] {
        self.code.compactMap { $0.wholeMatch(of: /[a-z_]+\.[a-z_]+/) }.map { String($0.output) }
            .filter { name in
                let ending = name.split(separator: ".").last
                return !["txt", "md", "db", "csv", "key", "pub"].contains(ending)
            }
    }

    /// Where its links lead, without those into the world.
    var links: [(file: String, heading: String)] {
        self.text.matches(of: /\]\(([^)#\s]*)#?([^)\s]*)\)/).map { match in
            (String(match.output.1), String(match.output.2))
        }
        .filter { !$0.0.contains("://") }
    }

    /// The headings as links name them.
    ///
    /// - Source: GitHub: lower case, without punctuation, spaces as hyphens.
    var headings: [String] {
        self.text.split(separator: "\n").compactMap { $0.wholeMatch(of: /#+ (.+)/) }.map { match in
            String(
                match.output.1.lowercased().unicodeScalars.compactMap { scalar -> Character? in
                    if scalar == " " { return "-" }
                    let isKept =
                        scalar.properties.isAlphabetic
                        || scalar.properties.numericType != nil
                        || "-_".unicodeScalars.contains(scalar)
                    return isKept ? Character(scalar) : nil
                }
            )
        }
    }
}
