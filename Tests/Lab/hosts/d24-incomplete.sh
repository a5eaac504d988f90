# The certificate was signed by an intermediate authority whose own certificate is not sent.
#= outcome swept
#= cause tls.trust
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the intermediate certificate comes from the authority
suite=trixie
accounts=virtual

before_boot() {
    local issuer=$directory/intermediate issuer_location=http://ca.lab.example/intermediate.der
    intermediate_make "$issuer.pem" "$issuer.key"
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
}
