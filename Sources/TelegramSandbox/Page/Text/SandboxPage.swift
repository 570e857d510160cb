/// The page's own text: one document, one style sheet, one script, nothing from elsewhere.
///
/// The ids and `data-testid`s in it are what scripted browsers hold on to:
/// `#user-<id>`, `#balance`, `#message-input`, `#send`, `#sticker`, `[data-testid=message-<id>]`,
/// `[data-testid=button-<callback data>]`, `[data-testid=key-<words>]`,
/// `[data-testid=pay-<message id>]`, `[data-testid=decline-<message id>]`,
/// `[data-testid=payment-status-<message id>]` (`data-step` is `waiting`, `paid` or `failed`),
/// `#toast`, `#alert`, `#alert-ok`, `#events`, `[data-testid=event-<position>]`, `#refund-charge`,
/// and `#fault-…` with `redeliver`, `lose-answer`, `500`, `429`, `refund`, `advance`, `kill`,
/// `start`, `block`, and below `#subscription` with `renew`, `fail`, `cancel`, `resume`.
enum SandboxPage {
    static let css = SandboxPage.frameCSS + SandboxPage.chatCSS + SandboxPage.panelsCSS

    static let javaScript =
        "'use strict';\n" + SandboxPage.stateJavaScript + SandboxPage.chatJavaScript
        + SandboxPage.panelsJavaScript
}
