# Obsolete settings, and a client_limit that is too low: doveconf warns, and all works.
#= outcome swept
#= cause none
#= items config=warn service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		ssl_protocols = !SSLv3 !TLSv1 !TLSv1.1
		service auth {
		  client_limit = 10
		}
	END
}
