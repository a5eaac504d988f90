# The group for DH key exchange has 1024 bits: OpenSSL takes none below its security level, and each TLS connection is closed.
#= outcome swept
#= cause tls.handshake
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=warn
#= person a group of 2048 bits is for a person to make
suite=bookworm
accounts=virtual

before_boot() {
    openssl dhparam -out "$root/etc/dovecot/dh.pem" -dsaparam 1024 2>/dev/null
    echo 'ssl_dh = </etc/dovecot/dh.pem' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}

after_boot() {
    openssl s_client -connect 127.0.0.1:993 </dev/null >/dev/null 2>&1 || true
}
