/// The page's own text: one document, one style sheet, one script, nothing from elsewhere.
enum SandboxPage {}
