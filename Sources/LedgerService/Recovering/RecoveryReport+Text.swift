internal import Ledger
internal import Payments

extension RecoveryReport {
    /// How many users a list shows; the others are counted.
    private static let userLineCountMax = 40

    /// How many differences are shown; the others are counted.
    private static let differenceCountMax = 20

    /// How many deeds are shown as commands.
    private static let deedLineCountMax = 40

    /// The report for people, in Japanese and then in English.
    public var text: String {
        let parts = [RecoveryWords.japanese, .english].map { self.lines(in: $0) }
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// The report in one language.
    func lines(in words: RecoveryWords) -> [String] {
        var lines = [words.headline(self)]
        let sections = [
            (words.check, self.differences(words)),
            (words.lost, words.range(self) + [words.oldLedger(self.findings)]),
            (words.kept, self.kept(words)),
            (words.cameBack, words.money(self.money) + [words.balance(self)]),
            (words.gone, self.gone(words)),
            (words.users, self.users(words)),
            (words.next, self.next(words)),
        ]
        for (heading, content) in sections where !content.isEmpty {
            lines += ["", heading] + content.map { "  \($0)" }
        }
        return lines
    }

    private func differences(_ words: RecoveryWords) -> [String] {
        let shown = self.reconciliation.mismatches.prefix(Self.differenceCountMax)
        var lines = shown.flatMap { [words.difference($0), "  → \($0.next)"] }
        let rest = self.differenceCount - shown.count
        if rest > 0 { lines.append(words.moreDifferences(rest)) }
        return lines
    }

    private func kept(_ words: RecoveryWords) -> [String] {
        let taken = self.findings.taken.map { [words.taken($0)] } ?? []
        return [words.backup(self)] + self.findings.segments.map(words.segment) + taken
    }

    private func gone(_ words: RecoveryWords) -> [String] {
        if self.findings.lostEventCount == 0 { return self.hasKeys ? [] : [words.keysMissing] }
        let known = self.findings.known
        let lines = known.isReadable ? words.goneAsSeen(known) : words.goneUnseen
        return lines + (self.hasKeys ? [] : [words.keysMissing])
    }

    private func users(_ words: RecoveryWords) -> [String] {
        let money = self.usersWithMoney.map { user in
            "\(user.rawValue)  \(words.share(self.money.shares[user] ?? RecoveredMoney.Share()))"
        }
        var lines = Self.list(money, words.usersWithMoney(money.count), words)
        let uses = self.usersWithKnownUses.map { user in
            Self.line(user, self.findings.known.ticketsUsed[user.rawValue] ?? [:])
        }
        lines += Self.list(uses, words.usersWithUses(uses.count), words)
        // Who used what is known better than who may have used something.
        if uses.isEmpty, self.findings.lostEventCount != 0 {
            let holders = self.holders.map { Self.line($0.user, $0.tickets) }
            lines += Self.list(holders, words.holders(holders.count), words)
        }
        return lines.isEmpty ? [words.nobody] : lines
    }

    private static func line(_ user: UserID, _ tickets: [String: Int64]) -> String {
        let counts = tickets.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(user.rawValue)  \(counts.joined(separator: " "))"
    }

    private static func list(_ all: [String], _ title: String, _ words: RecoveryWords) -> [String] {
        guard !all.isEmpty else { return [] }
        let shown = all.prefix(Self.userLineCountMax).map { "  \($0)" }
        let rest = all.count - shown.count
        return [title] + shown + (rest > 0 ? ["  \(words.others(rest))"] : [])
    }

    private func next(_ words: RecoveryWords) -> [String] {
        if self.isDryRun {
            return ["starledger recover \(Self.quoted(self.backup))    # \(words.repeatForReal)"]
        }
        var lines = ["starledger verify    # \(words.verify)"]
        if self.differenceCount > 0 {
            lines.append("starledger reconcile --dry-run    # \(words.lookAtDifferences)")
        }
        lines.append("systemctl start starledger    # \(words.startBot)")
        let deeds = self.findings.known.deeds.prefix(Self.deedLineCountMax)
        let typed = deeds.compactMap { self.command(for: $0, words) }
        if !typed.isEmpty { lines += ["# \(words.typeAgain)"] + typed }
        if !self.unrecordedErasures.isEmpty { lines.append("# \(words.eraseAgain)") }
        lines += self.unrecordedErasures.map { user in
            "starledger erase \(user.rawValue) --reason 'recorded again'"
        }
        return lines
    }

    /// The command that repeats a deed.
    private func command(for deed: KnownLosses.Deed, _ words: RecoveryWords) -> String? {
        let user = deed.user.map(String.init) ?? ""
        let reason = "--reason \(Self.quoted(deed.text.isEmpty ? "recovered" : deed.text))"
        switch EventKind(name: deed.kind) {
        case .granted:
            guard let sku = deed.sku else { return nil }
            let charge = deed.charge.map { " --charge \(Self.quoted($0))" } ?? ""
            let note = self.hasPayment(for: sku, deed) ? "    # \(words.lookFirst)" : ""
            return "starledger grant \(user) \(sku) \(reason)\(charge)\(note)"
        case .revoked: return deed.sku.map { "starledger revoke \(user) \($0) \(reason)" }
        case .held: return "/admin hold \(user) \(deed.text)"
        case .released: return "/admin release \(user) \(deed.text)"
        case .settingChanged:
            return "/admin set \(deed.text.replacing(" = ", with: " "))"
        default: return nil
        }
    }

    private func hasPayment(for sku: String, _ deed: KnownLosses.Deed) -> Bool {
        guard let user = deed.user, deed.charge == nil else { return false }
        return self.money.shares[UserID(rawValue: user)]?.skus.contains(sku) ?? false
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            let isWord = character.isLetter || character.isNumber
            return byte < 128 && (isWord || "/._-:".contains(character))
        }
        return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }
}
