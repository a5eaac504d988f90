# The certificate was signed by an intermediate authority, whose own certificate is sent along.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    local issuer=$directory/intermediate
    intermediate_make "$issuer.pem" "$issuer.key"
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
    cat "$issuer.pem" >>"$root/etc/dovecot/private/dovecot.pem"
}
