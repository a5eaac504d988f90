# The key may run one command only, which is not ours.
#= outcome shell
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    sed -i 's/^/restrict,command="echo backups only" /' "$root/home/sweep/.ssh/authorized_keys"
}
