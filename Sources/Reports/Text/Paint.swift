/// The meaning of text, shown as colour; the glyph and the word always say it too.
///
/// Only the reader's sixteen colours. Red is never set against green, and a failure shows without its hue.
enum Paint: Hashable {
    case plain, strong, faint
    case failure, warning, open, blocked

    /// SGR parameters (ECMA-48 8.3.117).
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
