/// The JSON Schema (draft 2020-12) of a run.
package enum RunSchema {
    /// UTF-8.
    package static var bytes: [UInt8] { PackageResources.dovesweep_run_1_schema_json }
}

/// The JSON Schema (draft 2020-12) of a comparison.
package enum ComparisonSchema {
    /// UTF-8.
    package static var bytes: [UInt8] { PackageResources.dovesweep_comparison_1_schema_json }
}
