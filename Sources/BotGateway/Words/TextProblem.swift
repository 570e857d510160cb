/// One thing that is wrong with the text files, for the operator to mend.
package struct TextProblem: Error, Hashable, Sendable {
    /// The file's name.
    package let file: String
    /// The line, counted from 1, or `nil` if the whole file is meant.
    package let line: Int?
    /// The key as it is written, or `nil` if there is none.
    package let key: String?
    /// What is wrong.
    package let finding: String
    /// What would be right.
    package let accepted: String

    init(file: String, line: Int? = nil, key: String? = nil, _ finding: String, accepted: String) {
        self.file = file
        self.line = line
        self.key = key
        self.finding = finding
        self.accepted = accepted
    }
}

extension TextProblem: CustomStringConvertible {
    /// One line: where, what, and what is accepted.
    package var description: String {
        let line = self.line.map { " line \($0)" } ?? ""
        let key = self.key.map { ", \($0)" } ?? ""
        return "\(self.file)\(line)\(key): \(self.finding); accepted: \(self.accepted)"
    }
}

/// Why text files were refused: everything that is wrong with them.
package struct TextsError: Error, Sendable {
    /// At least one problem, in the order of the files and their lines.
    package let problems: [TextProblem]
}

extension TextsError: CustomStringConvertible {
    /// One line a problem.
    package var description: String {
        self.problems.map(\.description).joined(separator: "\n")
    }
}
