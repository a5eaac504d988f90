# The certificate is for another name than clients use.
#= outcome swept
#= cause tls.name
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=trixie

before_boot() {
    certificate_issue old-mail.lab.example "$root"/etc/dovecot/private/dovecot.{pem,key}
}
