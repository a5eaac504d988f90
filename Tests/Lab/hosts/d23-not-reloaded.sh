# The certificate was renewed on disk and never loaded: clients still get the old one, which has expired.
#= outcome swept
#= cause tls.reloaded
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/renewed.{pem,key}
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key} '92 days ago' '2 days ago'
}

after_boot() {
    local directory=/etc/dovecot/private file
    # A second later than the start, so that times in whole seconds tell the order.
    sleep 1.1
    for file in pem key; do
        mv "$directory/renewed.$file" "$directory/dovecot.$file"
        touch "$directory/dovecot.$file"
    done
}
