# A mail host in good health with no sshd.
#= outcome refused
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=trixie
ssh_answers=no

before_boot() {
    chroot "$root" systemctl disable ssh
}
