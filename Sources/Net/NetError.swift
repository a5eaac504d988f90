/// Why a name could not be resolved, or a stream could not be opened or used.
package enum NetError: Error, Sendable, Equatable {
    /// The name has no address; the text is the resolver's.
    case nameNotFound(String)
    /// The peer answered that nothing listens there (ECONNREFUSED).
    case refused
    /// No route, or the network said so (EHOSTUNREACH, ENETUNREACH, EACCES of a local rule); the text is the system's.
    case unreachable(String)
    /// The stream broke: reset, or written to after its end.
    case closed(String)
    /// This process may open no more descriptors (EMFILE, ENFILE).
    case noDescriptors
    /// The task was cancelled, by a deadline or an interrupt.
    case cancelled
    /// Anything else that a system call or a layer below said.
    case failed(String)
}
