# IMAP was moved to other ports, on purpose.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		service imap-login {
		  inet_listener imap {
		    port = 1143
		  }
		  inet_listener imaps {
		    port = 9993
		  }
		}
	END
}
