import Fleet

/// A run as one file for a browser, which needs nothing else and may load nothing else.
///
/// The answer and the causes are plain HTML. The matrix is drawn by `page.js` from data in the file, and only as much of
/// it as is in sight, so that thousands of hosts are no burden.
struct Page {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String {
        let parts = PageSections(report)
        let data = HTML.data(PageData(report.run).json)
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="color-scheme" content="light dark">
            <title>\(report.decision.reason) – dovesweep</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <a class="skip" href="#matrix">Skip to the matrix</a>
            \(parts.header)
            <main>
            \(parts.causes)\(parts.matrix)\(parts.notSwept)</main>
            \(parts.footer)
            <dialog id="details" aria-labelledby="details-title"></dialog>
            <script type="application/json" id="data">\(data)</script>
            <script>\(Self.script)</script>
            </body>
            </html>

            """
        return page.text
    }

    /// Nothing from anywhere, and of what is in the file only our own style and script (Content Security Policy 3).
    private static let policy: HTML = """
        default-src 'none'; style-src '\(styleHash)'; script-src '\(scriptHash)'; base-uri 'none'; form-action 'none'
        """

    static let style = HTML(trusted: String(decoding: PackageResources.page_css, as: UTF8.self))
    static let script = HTML(trusted: String(decoding: PackageResources.page_js, as: UTF8.self))

    /// SHA-256 of `page.css` and `page.js`; a test says what they must be.
    static let styleHash = "sha256-cWftOctybsIHImW38r/FMqwRpfY6AMsf/mGUk0NN1P4="
    static let scriptHash = "sha256-ll0QKcrJW97gA+IYEVyXrGlVBone/drr1nKugKSQuYs="
}
