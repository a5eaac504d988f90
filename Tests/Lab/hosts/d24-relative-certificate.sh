# The certificate is named relative to the file that the setting stands in.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    mv "$root"/etc/dovecot/private/dovecot.{pem,key} "$root/etc/dovecot"
    sed -i '/^ssl_server_\(cert\|key\)_file/d' "$root/etc/dovecot/conf.d/10-ssl.conf"
    printf '%s\n' 'ssl_server_cert_file = dovecot.pem' 'ssl_server_key_file = dovecot.key' >>"$root/etc/dovecot/dovecot.conf"
}
