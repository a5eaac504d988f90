# Its only host key is RSA, which OpenSSH 10 proves by rsa-sha2 alone: libssh2 before 1.11 cannot verify it.
#= outcome handshake|swept
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    rm "$root"/etc/ssh/ssh_host_{ecdsa,ed25519}_key*
}
