# The password of the system account is older than it may be.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
#= person the password is its owner's to set
suite=trixie

before_boot() {
    chroot "$root" chage --lastday 2020-01-01 --maxdays 30 probe
}
