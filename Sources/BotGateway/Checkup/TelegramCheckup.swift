internal import AsyncHTTPClient
internal import Ledger
internal import LedgerService
internal import NIOHTTP1

/// A look at Telegram from outside the bot: it takes no updates and changes nothing.
package struct TelegramCheckup: Sendable {
    /// How long the whole look may take.
    package static let limit = Duration.seconds(20)

    /// Who the bot is; `nil` if that could not be found out.
    package private(set) var bot: User?
    /// How updates are delivered.
    package private(set) var delivery: WebhookInfo?
    /// Telegram's clock less ours, in whole seconds, if Telegram told its time.
    package private(set) var clockAheadSeconds: Int64?
    /// Why the look failed, in one line without secrets.
    package private(set) var failure: String?
    /// Whether Telegram answered and refuses the token.
    package private(set) var refusesToken = false

    /// Looks.
    package static func run(_ endpoint: TelegramEndpoint) async -> TelegramCheckup {
        await withTaskGroup(of: TelegramCheckup?.self) { group in
            group.addTask { await Self.look(endpoint) }
            group.addTask {
                // Cut short, it says nothing: the look ended first.
                // A deadline: whichever ends first cancels the other.
                guard (try? await Task.sleep(for: Self.limit)) != nil else { return nil }
                var checkup = TelegramCheckup()
                checkup.failure = "no answer within \(Self.limit.components.seconds) s"
                return checkup
            }
            defer { group.cancelAll() }
            for await checkup in group {
                if let checkup { return checkup }
            }
            return TelegramCheckup()
        }
    }

    private static func look(_ endpoint: TelegramEndpoint) async -> TelegramCheckup {
        var checkup = TelegramCheckup()
        do {
            let answer = try await OneCall.make(HTTPClientRequest(url: endpoint.url(of: "getMe")))
            checkup.clockAheadSeconds = answer.date.flatMap(HTTPDate.instant).map { time in
                time.seconds - Instant.now.seconds
            }
        } catch {
            checkup.failure = "\(endpoint.baseURL) cannot be reached: \(endpoint.describe(error))"
            return checkup
        }
        do {
            let configuration = TelegramClient.Configuration(endpoint: endpoint)
            (checkup.bot, checkup.delivery) = try await TelegramClient.withClient(
                configuration
            ) { client in
                (try await client.getMe(), try await client.getWebhookInfo())
            }
        } catch let error as TelegramError {
            checkup.failure = error.description
            checkup.refusesToken = error.isFatal
        } catch {
            checkup.failure = endpoint.describe(error)
        }
        return checkup
    }
}

/// The time in the header `Date`: `Tue, 24 Nov 2026 10:00:00 GMT`.
///
/// - Source: RFC 9110, 5.6.7.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Reads a time, or returns `nil` if it is not one.
    static func instant(_ text: String) -> Instant? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int64(words[1]),
            let month = Self.months.firstIndex(of: String(words[2])), let year = Int64(words[3])
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3 else { return nil }
        let days = Instant.days(year: year, month: Int64(month) + 1, day: day)
        return Instant(seconds: days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2])
    }
}
