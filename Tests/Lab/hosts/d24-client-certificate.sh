# The certificate is for clients: its extended key usage lacks serverAuth.
#= outcome swept
#= cause tls.trust
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=trixie
accounts=virtual

before_boot() {
    local usage=clientAuth
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
}
