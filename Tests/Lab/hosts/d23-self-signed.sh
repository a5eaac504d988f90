# The certificate was signed by nobody but itself: clients do not trust it.
#= outcome swept
#= cause tls.trust
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=bookworm

before_boot() {
    local private=$root/etc/dovecot/private
    ec_key >"$private/dovecot.key"
    openssl req -x509 -key "$private/dovecot.key" -out "$private/dovecot.pem" -days 90 \
        -subj "/CN=$name.lab.example" -addext "subjectAltName=DNS:$name.lab.example"
}
