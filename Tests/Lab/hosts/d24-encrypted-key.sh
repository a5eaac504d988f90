# The key has a passphrase, which Dovecot was not told: each TLS connection is closed.
#= outcome swept
#= cause tls.key
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=warn
#= person the passphrase is for a person to know
suite=trixie
accounts=virtual

before_boot() {
    local key=$root/etc/dovecot/private/dovecot.key
    openssl pkcs8 -topk8 -in "$key" -out "$key.new" -passout file:<(echo old host)
    install -m 0600 "$key.new" "$key"
    rm "$key.new"
}

after_boot() {
    openssl s_client -connect 127.0.0.1:993 </dev/null >/dev/null 2>&1 || true
}
