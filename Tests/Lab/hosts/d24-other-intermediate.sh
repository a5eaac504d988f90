# The intermediate that is sent along is not the one that signed the certificate.
#= outcome swept
#= cause tls.trust
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate of the authority is for a person to fetch
suite=trixie

before_boot() {
    local issuer=$directory/intermediate other=$directory/other
    intermediate_make "$issuer.pem" "$issuer.key"
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$other.key" -out "$other.pem" -subj '/CN=other intermediate' \
        -days 300 2>/dev/null
    cat "$other.pem" >>"$root/etc/dovecot/private/dovecot.pem"
}
