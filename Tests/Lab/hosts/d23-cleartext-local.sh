# Programs on the host itself may log in without TLS; clients may not.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		remote 127.0.0.1 {
		  disable_plaintext_auth = no
		}
	END
}
