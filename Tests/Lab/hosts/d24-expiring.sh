# The certificate has five days left: it works, and somebody should look at the renewal.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=warn auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key} '85 days ago' '5 days'
}
