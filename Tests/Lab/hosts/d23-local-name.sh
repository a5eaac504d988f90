# Clients that ask for the public name get a certificate of its own; the one that all others get is for another name.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/public.{pem,key}
    certificate_issue other.lab.example "$root"/etc/dovecot/private/dovecot.{pem,key}
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		local_name $name.lab.example {
		  ssl_cert = </etc/dovecot/private/public.pem
		  ssl_key = </etc/dovecot/private/public.key
		}
	END
}
