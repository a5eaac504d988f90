internal import Assessment
package import Fleet
internal import FoundationEssentials

/// What is wrong in a run file, and where.
package struct RunFileError: Error, Sendable, Equatable {
    package let message: String
}

extension Run {
    /// Whether it is a `dovesweep.run` of any version, not a record.
    package static func isDocument(_ bytes: [UInt8]) -> Bool {
        guard let format = try? JSONDecoder().decode(RunFormat.self, from: Data(bytes)) else { return false }
        return format.schema.hasPrefix("dovesweep.run/")
    }

    /// Reads `dovesweep.run/1`; ignores unknown keys.
    package init(reading bytes: [UInt8]) throws(RunFileError) {
        do {
            let format = try JSONDecoder().decode(RunFormat.self, from: Data(bytes))
            guard format.schema == RunFormat.known else {
                throw RunFileError(
                    message: "its schema is “\(format.schema)”, and this dovesweep reads “\(RunFormat.known)”")
            }
            self.init(try JSONDecoder().decode(StoredDocument.self, from: Data(bytes)))
        } catch let error as RunFileError {
            throw error
        } catch {
            throw RunFileError(message: "it is not a report of dovesweep: \(words(of: error))")
        }
    }
}

private struct RunFormat: Decodable {
    static let known = "dovesweep.run/1"
    let schema: String
}

/// With the path of the value, such as `hosts[3].outcome`.
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
        return context.codingPath.isEmpty
            ? "it is not a JSON object, or it is damaged"
            : "“\(place(context.codingPath))” \(problem(context))"
    default: return "it cannot be read"
    }
}

/// Foundation's own descriptions begin with a capital letter, and name Swift types.
private func problem(_ context: DecodingError.Context) -> String {
    let description = context.debugDescription
    return description.first?.isUppercase == false ? "is wrong: \(description)" : "has a wrong value"
}
