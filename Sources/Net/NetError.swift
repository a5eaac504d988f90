/// Why a name lookup or a stream failed.
package enum NetError: Error, Sendable, Equatable {
    /// With the resolver's text.
    case nameNotFound(String)
    /// ECONNREFUSED.
    case refused
    /// EHOSTUNREACH, ENETUNREACH, EACCES and the like, with the system's text.
    case unreachable(String)
    /// The stream was reset, or written to after its end.
    case closed(String)
    /// EMFILE or ENFILE.
    case noDescriptors
    /// By a deadline or an interrupt.
    case cancelled
    /// Any other error of a system call or a lower layer.
    case failed(String)
}
