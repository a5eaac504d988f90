import Testing

@testable import SSH

/// What a host's question asks for, as far as its words tell.
struct PromptTests {
    private func prompt(_ text: String, echoes: Bool = false) -> Prompt {
        Prompt(text: Array(text.utf8), echoes: echoes)
    }

    @Test(arguments: ["Password: ", "Passwort: ", "Mot de passe : ", "root@mx1's password:", "パスワード:", ""])
    func `a question without echo is for the password, in whatever language`(_ text: String) {
        #expect(prompt(text).wantsPassword)
    }

    @Test(arguments: [
        "Verification code: ", "One-time password (OATH) for `deploy': ", "Enter PASSCODE: ", "OTP: ", "PIN: ",
        "Password & verification code: ", "Duo two-factor login",
    ]) func `a code is not the password`(_ text: String) {
        #expect(!prompt(text).wantsPassword)
        #expect(!prompt(text).wantsNewPassword)
    }

    @Test func `what may be seen as it is typed is no password`() {
        #expect(!prompt("login: ", echoes: true).wantsPassword)
    }

    @Test(arguments: ["New password: ", "Current password: ", "Retype new UNIX password: "])
    func `who wants a new password has let the old one expire`(_ text: String) {
        #expect(prompt(text).wantsNewPassword)
        #expect(!prompt(text).wantsPassword)
    }
}
