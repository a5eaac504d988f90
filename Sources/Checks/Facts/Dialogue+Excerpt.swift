import Fleet

extension Dialogue {
    func excerpt(lines count: Int = 6) -> [Finding.Excerpt] {
        var shown = talk?.transcript.suffix(count).map { String($0.prefix(200)) } ?? []
        if let failure = tls?.failure { shown.append("TLS: \(failure)") }
        if shown.isEmpty { shown.append("\(address):\(port) \(reach)") }
        return [
            Finding.Excerpt(probe: "\(vantage.rawValue).\(service.rawValue)", excerpt: shown.joined(separator: "\n"))
        ]
    }
}
