# sudo wants a password, and the inventory gives none.
#= outcome sudo
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    echo 'sweep ALL=(ALL) ALL' >"$root/etc/sudoers.d/sweep"
}
