internal import Fleet
import FoundationEssentials

/// For people: `2026-11-23 16:01:02 UTC`.
func utc(_ unixSeconds: Int64) -> String {
    timestamp(unixSeconds).replacing("T", with: " ").replacing("Z", with: " UTC")
}

/// For machines (RFC 3339): `2026-11-23T16:01:02Z`.
func timestamp(_ unixSeconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(unixSeconds)).formatted(.iso8601)
}

/// `0.8 s`, `14 s`, `3 min 20 s`.
func seconds(_ duration: Double) -> String {
    guard duration.isFinite, duration >= 0 else { return "? s" }
    if duration < 9.95 { return "\((duration * 10).rounded() / 10) s" }
    let whole = Fleet.whole(duration, in: 0...1_000_000_000)
    return whole < 120 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
}
