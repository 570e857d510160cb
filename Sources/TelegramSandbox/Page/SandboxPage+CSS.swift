extension SandboxPage {
    static let css = ""
}
