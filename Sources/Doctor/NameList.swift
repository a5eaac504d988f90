extension [String] {
    package var fewNames: String {
        let few = 5
        let names = prefix(few).joined(separator: ", ")
        return count > few ? "\(names) and \(count - few) more" : names
    }
}
