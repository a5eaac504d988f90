# Clients that ask for the public name get a certificate of its own, which expired; the one that all others get is valid.
#= outcome swept
#= cause tls.expiry
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=trixie
accounts=virtual

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/public.{pem,key} '102 days ago' '12 days ago'
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		local_name $name.lab.example {
		  ssl_server_cert_file = /etc/dovecot/private/public.pem
		  ssl_server_key_file = /etc/dovecot/private/public.key
		}
	END
}
