# The passwd-file lost its group on the way from the old host: Dovecot may not read it.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
suite=bookworm
accounts=virtual

before_boot() {
    chown 0:0 "$root/etc/dovecot/users"
    chmod 0600 "$root/etc/dovecot/users"
}
