/// Why a private key file cannot be used, and what to do.
package struct KeyFileError: Error, Sendable, Equatable {
    package let message: String

    package init(message: String) {
        self.message = message
    }
}
