# A mail host in good health with no sshd.
#= outcome refused
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie
ssh_answers=no

before_boot() {
    chroot "$root" systemctl disable ssh
}
