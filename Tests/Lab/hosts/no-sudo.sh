# There is no sudo, and the user is not root.
#= outcome sudo
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=bookworm

before_boot() {
    rm "$root/usr/bin/sudo"
}
