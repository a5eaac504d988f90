# The certificate is of an authority of somebody's own, which is sent along and which clients do not know.
#= outcome swept
#= cause tls.trust
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person whether clients are given the authority, or the certificate replaced, is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    local issuer=$directory/own
    ec_key >"$issuer.key"
    openssl req -x509 -key "$issuer.key" -out "$issuer.pem" -days 3650 -subj '/CN=Example own authority' \
        -addext 'keyUsage=critical,keyCertSign,cRLSign'
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
    cat "$issuer.pem" >>"$root/etc/dovecot/private/dovecot.pem"
}
