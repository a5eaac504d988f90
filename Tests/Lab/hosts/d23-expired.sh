# The certificate expired twelve days ago.
#= outcome swept
#= cause tls.expiry
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=bookworm

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key} '102 days ago' '12 days ago'
}
