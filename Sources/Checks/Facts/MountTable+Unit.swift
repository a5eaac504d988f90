extension MountTable.Mount {
    /// Its systemd unit (systemd-escape(1), --path).
    var unit: String {
        let name = directory.utf8.dropFirst().map { byte -> String in
            switch byte {
            case UInt8(ascii: "/"): "-"
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "."):
                String(UnicodeScalar(byte))
            default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return name.joined() + ".mount"
    }
}
