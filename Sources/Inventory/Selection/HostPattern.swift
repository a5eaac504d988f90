internal import Diagnostics

/// A host entry of any inventory format: a name or range, with an optional port.
enum HostPattern {
    static func expand(_ pattern: String, at source: Source) throws(InputError) -> ([String], Int?) {
        let address = HostAddress(pattern)
        let name = address?.host ?? pattern
        if let port = address?.port, !(1...65_535).contains(port) {
            throw InputError(
                .init(
                    "a port is a number from 1 to 65535", text: pattern, at: source, remedy: "Correct the port."))
        }
        do throws(HostRange.Failure) {
            return (try HostRange.expand(name), address?.port)
        } catch {
            throw InputError(.init(error.what, text: pattern, at: source, remedy: error.remedy))
        }
    }
}
