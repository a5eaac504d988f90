# The key belongs to another certificate: Dovecot starts, and closes each TLS connection.
#= outcome swept
#= cause tls.key
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=warn
#= person the pair comes from an authority or a backup
suite=trixie

before_boot() {
    ec_key >"$root/etc/dovecot/private/dovecot.key"
}

after_boot() {
    # The first client has met it already, and so have the logs.
    openssl s_client -connect 127.0.0.1:993 </dev/null >/dev/null 2>&1 || true
}
