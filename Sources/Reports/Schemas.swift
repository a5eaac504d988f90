/// The JSON Schema (draft 2020-12) of format `json`, as it is published with the project.
package enum RunSchema {
    /// The schema itself, UTF-8.
    package static var bytes: [UInt8] { PackageResources.dovesweep_run_1_schema_json }
}

/// The JSON Schema (draft 2020-12) of a comparison in format `json`, published likewise.
package enum ComparisonSchema {
    /// The schema itself, UTF-8.
    package static var bytes: [UInt8] { PackageResources.dovesweep_comparison_1_schema_json }
}
