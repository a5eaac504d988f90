# The sweeping user's login shell is nologin.
#= outcome shell
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=bookworm

before_boot() {
    chroot "$root" usermod --shell /usr/sbin/nologin sweep
}
