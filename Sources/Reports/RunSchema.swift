/// The JSON Schema (draft 2020-12) of format `json`, as it is published with the project.
package enum RunSchema {
    /// The schema itself, UTF-8.
    package static var bytes: [UInt8] { PackageResources.dovesweep_run_1_schema_json }
}
