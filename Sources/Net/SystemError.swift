internal import Glibc

extension NetError {
    init(errno code: Int32) {
        switch code {
        case ECONNREFUSED: self = .refused
        case EHOSTUNREACH, ENETUNREACH, EACCES, EPERM, ETIMEDOUT, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL:
            self = .unreachable(systemText(code))
        case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: self = .closed(systemText(code))
        case EMFILE, ENFILE: self = .noDescriptors
        default: self = .failed(systemText(code))
        }
    }
}

func systemText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let base = buffer.baseAddress, strerror_r(code, base, buffer.count) == 0 else { return "error \(code)" }
        return String(cString: base)
    }
}
