# The sweeping user's login shell is nologin.
#= outcome shell
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=bookworm

before_boot() {
    chroot "$root" usermod --shell /usr/sbin/nologin sweep
}
