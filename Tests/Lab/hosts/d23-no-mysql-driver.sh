# The package that brings Dovecot's MySQL driver was not installed on this host.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=blocked firewall=pass tls=pass|blocked auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
# Its login processes end whenever the auth process does, and may then be at a handshake.
#= person the package comes from a mirror, to which the lab has no way
suite=bookworm
accounts=mysql

before_boot() {
    chroot "$root" dpkg --remove dovecot-mysql
}
