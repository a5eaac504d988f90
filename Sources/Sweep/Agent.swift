/// The script that runs on the hosts.
package enum Agent {
    /// The script itself, as `dovesweep agent` prints it.
    package static var script: [UInt8] { PackageResources.agent_sh }
}
