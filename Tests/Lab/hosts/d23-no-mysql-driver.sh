# The package that brings Dovecot's MySQL driver was not installed on this host.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=blocked firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the package comes from a mirror, to which the lab has no way
suite=bookworm
accounts=mysql

before_boot() {
    chroot "$root" dpkg --remove dovecot-mysql
}
