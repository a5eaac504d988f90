/// What a piece of text is, which a terminal with colour shows; the glyph and the word always say it too.
///
/// The sixteen colours that every terminal has, so that the reader's own palette holds. Red is never set against
/// green: what passes is left plain, and a failure is a bold block that is seen without its hue.
enum Paint: Hashable {
    case plain, strong, faint
    case failure, warning, open, blocked

    /// The parameters of the escape sequence that turns it on (SGR, ECMA-48 8.3.117).
    var parameters: String {
        switch self {
        case .plain: "0"
        case .strong: "1"
        case .faint: "2"
        case .failure: "1;7;31"
        case .warning: "33"
        case .open: "1;35"
        case .blocked: "36"
        }
    }
}
