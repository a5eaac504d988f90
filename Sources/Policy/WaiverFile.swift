internal import Diagnostics
import Fleet
internal import Inventory
package import TextFiles
package import YAMLFiles

/// A file of waivers.
package struct WaiverFile: Sendable {
    struct Entry: Sendable {
        let waiver: Waiver
        let hosts: HostMatcher
    }

    let entries: [Entry]

    /// Reads `waivers:`. `subjects` are the known items and checks; `files` finds the files of `@`.
    package init(
        _ bytes: [UInt8], file: String, subjects: [String], files: some FileSystem = DiskFiles()
    ) throws(YAMLFileError) {
        var entries: [Entry] = []
        let root = try YAMLEntry(bytes, file: file)
        for entry in try root?.fields(["waivers"])["waivers"]?.list() ?? [] {
            entries.append(try Entry(entry, file: file, subjects: subjects, files: files))
        }
        self.entries = entries
    }
}

extension WaiverFile.Entry {
    fileprivate init(
        _ entry: YAMLEntry, file: String, subjects: [String], files: some FileSystem
    ) throws(YAMLFileError) {
        let fields = try entry.fields(["hosts", "check", "item", "reason", "owner", "until"])
        if let item = fields["item"], fields["check"] != nil {
            throw item.wrong("a waiver has either a check or an item: keep one of them")
        }
        let subject = if let item = fields["item"] { item } else { try fields.required("check") }
        let (hosts, until) = (try fields.required("hosts"), try fields.required("until"))
        guard let day = CalendarDay(try until.words()) else {
            throw until.wrong("a date is needed here, the last day of the waiver: 2026-12-24")
        }
        waiver = Waiver(
            hosts: try hosts.words(), subject: try subject.subject(subjects),
            reason: try fields.required("reason").words(), owner: try fields.required("owner").words(),
            until: try until.words(), ends: day.end, source: "\(file):\(entry.line)")
        do throws(InputError) {
            self.hosts = try HostMatcher(waiver.hosts, files: files)
        } catch {
            let (problem, place) = (error.problems[0], error.problems[0].source)
            throw hosts.wrong("\(place.map { "\($0): " } ?? "")\(problem.what): \(problem.remedy)")
        }
    }
}
