# Two faults that have nothing to do with each other: an expired certificate, and another password.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
#= person the password is its owner's to set
suite=trixie
account_hash=$(openssl rand -hex 16 | password_hash)

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key} '102 days ago' '12 days ago'
}
