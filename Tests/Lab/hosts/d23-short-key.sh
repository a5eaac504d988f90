# The key has 1024 bits: OpenSSL does not load it, and each TLS connection is closed.
#= outcome swept
#= cause tls.strength
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=warn
#= person the certificate comes from an authority
suite=bookworm

before_boot() {
    local make_key='rsa_key 1024'
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
}

after_boot() {
    # The first client has met it already, and so have the logs.
    openssl s_client -connect 127.0.0.1:993 </dev/null >/dev/null 2>&1 || true
}
