# The certificate was signed by nobody but itself: clients do not trust it.
#= outcome swept
#= cause tls.trust
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass|blocked mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 90 -subj "/CN=$name.lab.example" \
        -addext "subjectAltName=DNS:$name.lab.example" \
        -keyout "$root/etc/dovecot/private/dovecot.key" -out "$root/etc/dovecot/private/dovecot.pem"
}
