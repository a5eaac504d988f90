# Two certificates, of RSA and of ECDSA: clients get the one that they like.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    local make_key='rsa_key 2048'
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
    make_key=ec_key
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/alternative.{pem,key} 
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		ssl_alt_cert = </etc/dovecot/private/alternative.pem
		ssl_alt_key = </etc/dovecot/private/alternative.key
	END
}
