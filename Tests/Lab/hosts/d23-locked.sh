# The password of the system account is locked.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    chroot "$root" usermod -L probe
}
