# The listener of IMAPS is switched off, and the inventory does not say which are required.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=warn firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		service imap-login {
		  inet_listener imaps {
		    port = 0
		  }
		}
	END
}
