extension SandboxPage {
    static let html = ""
}
