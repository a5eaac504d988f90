# The listener of IMAPS is switched off, and the inventory requires it.
#= outcome swept
#= cause ports.listening
#= items config=pass service=pass ports=fail firewall=blocked tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person whether the inventory or the configuration is right is for a person to say
suite=trixie
variables='dovesweep_protocols="imap imaps"'

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		service imap-login {
		  inet_listener imaps {
		    port = 0
		  }
		}
	END
}
