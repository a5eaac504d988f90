# There is no sudo, and the user is not root.
#= outcome sudo
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=bookworm

before_boot() {
    rm "$root/usr/bin/sudo"
}
