# POP3 has a certificate of its own, which expired; that of IMAP is valid.
#= outcome swept
#= cause tls.expiry
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=trixie
accounts=virtual

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/pop3.{pem,key} '102 days ago' '12 days ago'
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		protocol pop3 {
		  ssl_server {
		    cert_file = /etc/dovecot/private/pop3.pem
		    key_file = /etc/dovecot/private/pop3.key
		  }
		}
	END
}
