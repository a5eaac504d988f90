# The login succeeds and nothing ever comes: the shell waits for a file server that is gone.
#= outcome shell
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    sed -i 's/^/command="exec sleep infinity" /' "$root/home/sweep/.ssh/authorized_keys"
}
