# The key is encrypted, and Dovecot has its password.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    local key=$root/etc/dovecot/private/dovecot.key
    openssl pkcs8 -topk8 -in "$key" -out "$key.new" -passout file:<(echo old host)
    install -m 0600 "$key.new" "$key"
    install -m 0600 /dev/stdin "$root/etc/dovecot/conf.d/99-zz.conf" <<<'ssl_server_key_password = old host'
}
