# The path of the certificate has the < of 2.3 before it: Dovecot does not start.
#= outcome swept
#= cause tls.files
#= items config=pass service=blocked ports=blocked firewall=blocked tls=fail auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the setting is for a person to correct
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's|^\(ssl_server_cert_file = \).*|\1</etc/dovecot/private/dovecot.pem|' "$root/etc/dovecot/conf.d/10-ssl.conf"
}
