# Dovecot's own password for the directory is not the one that the directory has.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person only a person knows the password that the directory has
suite=trixie
accounts=ldap

before_boot() {
    sed -i 's/^ldap_auth_dn_password = .*/ldap_auth_dn_password = of-the-old-host/' "$root/etc/dovecot/backend.conf"
}
