internal import Fleet

/// How privileges are gained: Ansible's own variables, read as its `sudo` and `doas` plugins read them.
extension VariableReader {
    /// How privileges are gained; nil where none are asked for.
    mutating func become(byDefault isDefault: Bool) throws(InventoryError) -> Host.Become? {
        guard try flag("ansible_become") ?? isDefault else { return nil }
        var become = Host.Become()
        if let (text, source) = try text("ansible_become_method") {
            if let method = Host.Become.Method(rawValue: text.split(separator: ".").last.map(String.init) ?? text) {
                become.method = method
            } else {
                let shown = quoted(text, of: "ansible_become_method")
                refuse("\(source): ansible_become_method is \(shown): dovesweep knows sudo and doas.")
            }
        }
        if let (text, source) = try text("ansible_become_user", "ansible_\(become.method)_user"), text != "root" {
            let shown = quoted(text, of: "ansible_become_user", "ansible_\(become.method)_user")
            refuse(
                "\(source): ansible_become_user is \(shown): dovesweep looks as root, or as the account that logs in "
                    + "(ansible_become=false).")
        }
        _ = try becomePassword(by: become.method)
        refuseWhatBecomeCannotDo(by: become.method)
        return become
    }

    /// Each variable has a name of its own for each method besides the common one.
    private mutating func refuseWhatBecomeCannotDo(by method: Host.Become.Method) {
        for name in ["exe", "flags"].flatMap({ ["ansible_become_\($0)", "ansible_\(method)_\($0)"] }) {
            refuse(name, "is set, and dovesweep runs \(method) as it is: remove it")
        }
    }
}
