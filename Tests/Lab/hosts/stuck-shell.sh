# The login succeeds and nothing ever comes: the shell waits for a file server that is gone.
#= outcome timeout|shell
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    sed -i 's/^/command="exec sleep infinity" /' "$root/home/sweep/.ssh/authorized_keys"
}
