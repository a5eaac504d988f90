# sudo wants a password, and the inventory gives none.
#= outcome sudo
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    echo 'sweep ALL=(ALL) ALL' >"$root/etc/sudoers.d/sweep"
}
