internal import Diagnostics
internal import Fleet

/// Privilege escalation, read as Ansible's `sudo` and `doas` plugins read it.
extension VariableReader {
    /// nil if no escalation is asked for.
    mutating func become(byDefault isDefault: Bool) throws(InputError) -> Host.Become? {
        guard try flag("ansible_become") ?? isDefault else { return nil }
        var become = Host.Become()
        if let (text, source) = try text("ansible_become_method") {
            if let method = Host.Become.Method(rawValue: text.split(separator: ".").last.map(String.init) ?? text) {
                become.method = method
            } else {
                let shown = quoted(text, of: "ansible_become_method")
                refuse("\(source): ansible_become_method is \(shown): dovesweep supports only sudo and doas.")
            }
        }
        if let (text, source) = try text("ansible_become_user", "ansible_\(become.method)_user"), text != "root" {
            let shown = quoted(text, of: "ansible_become_user", "ansible_\(become.method)_user")
            refuse(
                "\(source): ansible_become_user is \(shown): dovesweep runs as root, or as the login account "
                    + "(ansible_become=false).")
        }
        _ = try becomePassword(by: become.method)
        refuseWhatBecomeCannotDo(by: become.method)
        return become
    }

    private mutating func refuseWhatBecomeCannotDo(by method: Host.Become.Method) {
        for name in ["exe", "flags"].flatMap({ ["ansible_become_\($0)", "ansible_\(method)_\($0)"] }) {
            refuse(name, "is set, but dovesweep does not support it: remove it")
        }
    }
}
