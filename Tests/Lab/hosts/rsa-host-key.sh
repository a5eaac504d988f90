# Its only host key is RSA, which OpenSSH 10 proves by rsa-sha2 alone: libssh2 before 1.11 cannot verify it.
#= outcome handshake
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    rm "$root"/etc/ssh/ssh_host_{ecdsa,ed25519}_key*
}
