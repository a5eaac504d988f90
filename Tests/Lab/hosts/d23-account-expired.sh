# The system account has expired: PAM knows its password and refuses it.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    chroot "$root" chage --expiredate 2020-01-01 probe
}
