# The path of the certificate lacks the < of 2.3: each TLS connection is closed.
#= outcome swept
#= cause tls.files
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
#= person the setting is for a person to correct
suite=bookworm
accounts=virtual

before_boot() {
    echo 'ssl_cert = /etc/dovecot/private/dovecot.pem' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
