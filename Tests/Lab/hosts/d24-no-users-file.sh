# The passwd-file was not copied to this host: everybody is unknown.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the file comes from the old host or a backup
suite=trixie
accounts=virtual

before_boot() {
    rm "$root/etc/dovecot/users"
}
