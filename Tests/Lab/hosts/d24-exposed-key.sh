# Everybody on the host can read the private key.
#= outcome swept
#= cause permissions.key
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=trixie

before_boot() {
    chmod 0755 "$root/etc/dovecot/private"
    chmod 0644 "$root/etc/dovecot/private/dovecot.key"
}
