# The package that brings Dovecot's LDAP driver was not installed: 2.4 refuses the whole configuration.
#= outcome swept
#= cause config.parses
#= items config=fail service=blocked ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the package comes from a mirror, to which the lab has no way
suite=trixie
accounts=ldap

before_boot() {
    chroot "$root" dpkg --remove dovecot-ldap
}
