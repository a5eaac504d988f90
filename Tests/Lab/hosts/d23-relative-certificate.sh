# The certificate is named relative to the file that the setting stands in.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    mv "$root"/etc/dovecot/private/dovecot.{pem,key} "$root/etc/dovecot/conf.d"
    sed -i '/^ssl_\(cert\|key\) =/d' "$root/etc/dovecot/conf.d/10-ssl.conf"
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		ssl_cert = <dovecot.pem
		ssl_key = <dovecot.key
	END
}
