package import Fleet
internal import FoundationEssentials

/// Why a file is no run that can be shown: what is wrong, and where in it.
package struct RunFileError: Error, Sendable, Equatable {
    package let message: String
}

extension Run {
    /// Whether a file is a `dovesweep.run` of any version, and not a record.
    package static func isDocument(_ bytes: [UInt8]) -> Bool {
        guard let format = try? JSONDecoder().decode(RunFormat.self, from: Data(bytes)) else { return false }
        return format.schema.hasPrefix("dovesweep.run/")
    }

    /// Reads format `json` back, `dovesweep.run/1`; keys that a later version added are passed over.
    package init(reading bytes: [UInt8]) throws(RunFileError) {
        do {
            let format = try JSONDecoder().decode(RunFormat.self, from: Data(bytes))
            guard format.schema == RunFormat.known else {
                throw RunFileError(message: "it is “\(format.schema)”, and this dovesweep reads “\(RunFormat.known)”")
            }
            self.init(try JSONDecoder().decode(StoredDocument.self, from: Data(bytes)))
        } catch let error as RunFileError {
            throw error
        } catch {
            throw RunFileError(message: "it is no run that dovesweep wrote: \(words(of: error))")
        }
    }
}

private struct RunFormat: Decodable {
    static let known = "dovesweep.run/1"
    let schema: String
}

/// The words of a decoding error, with the way to the value that is wrong: `hosts[3].outcome`.
private func words(of error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
        let words = path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
        return String(words.drop { $0 == "." })
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
        return "“\(place(context.codingPath + [key]))” is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
        DecodingError.dataCorrupted(let context):
        let why = context.underlyingError.map { ": \($0)" } ?? ""
        let what = "\(context.debugDescription)\(why)"
        return context.codingPath.isEmpty ? what : "“\(place(context.codingPath))”: \(what)"
    default: return "\(error)"
    }
}
