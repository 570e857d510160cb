extension SandboxPage {
    static let javaScript = ""
}
