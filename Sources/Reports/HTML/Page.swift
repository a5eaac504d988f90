internal import Assessment
internal import Fleet

/// A run as one HTML file that loads nothing.
///
/// Only the matrix needs JavaScript. `page.js` draws only its visible rows, for fleets of thousands.
struct Page {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String {
        let parts = PageSections(report)
        let data = HTML.data(PageData(report.run).json)
        let body: HTML = """
            <a class="skip" href="#matrix">Skip to the matrix</a>
            \(parts.header)
            <main>
            \(parts.causes)\(parts.matrix)\(parts.notSwept)\(parts.oddOnes)\(parts.notes)</main>
            \(parts.footer)
            <dialog id="details" aria-labelledby="details-title"></dialog>
            <script type="application/json" id="data">\(data)</script>
            <script>\(Self.script)</script>
            """
        return Self.document(title: "\(report.decision.reason)", policy: "script-src '\(Self.scriptHash)'; ", body).text
    }

    /// Content Security Policy 3: nothing is loaded, and only our style and what `policy` adds applies.
    static func document(title: HTML, policy: HTML = "", _ body: HTML) -> HTML {
        let policy: HTML = "default-src 'none'; style-src '\(styleHash)'; \(policy)base-uri 'none'; form-action 'none'"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="color-scheme" content="light dark">
            <title>\(title) – dovesweep</title>
            <style>\(style)</style>
            </head>
            <body>
            \(body)
            </body>
            </html>

            """
    }

    static let style = HTML(trusted: String(decoding: PackageResources.page_css, as: UTF8.self))
    static let script = HTML(trusted: String(decoding: PackageResources.page_js, as: UTF8.self))

    /// SHA-256 of `page.css` and `page.js`, held by a test.
    static let styleHash = "sha256-nai15H6Vem+K/Wg6/itgZiAjp3omTSAXfPfb8Ky1BhA="
    static let scriptHash = "sha256-UXbHvGkMkxvydKqWxLo6CzZJRBV2PiuMxGy1GQp1+K4="
}
