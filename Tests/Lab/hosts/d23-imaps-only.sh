# Only IMAPS is offered: a sound policy, not a port that is missing.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		protocols = imap
		service imap-login {
		  inet_listener imap {
		    port = 0
		  }
		}
	END
}
