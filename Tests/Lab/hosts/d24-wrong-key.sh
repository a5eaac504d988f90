# The key belongs to another certificate: Dovecot starts, and closes each TLS connection.
#= outcome swept
#= cause tls.key
#= items config=pass service=pass ports=pass|blocked firewall=pass tls=fail auth=pass user=pass password=pass|blocked mail-location=pass permissions=pass logs=pass|warn
suite=trixie

before_boot() {
    ec_key >"$root/etc/dovecot/private/dovecot.key"
}
