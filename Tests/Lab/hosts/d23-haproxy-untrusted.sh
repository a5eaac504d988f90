# The listener of IMAPS expects a PROXY header, and no network is trusted to send one: every connection to it is refused.
#= outcome swept
#= cause ports.greeting
#= items config=pass service=pass ports=fail firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass|warn
# A connection that a balancer would have made is in the log where the lab itself looked whether it is up.
#= person which balancer is trusted is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		service imap-login {
		  inet_listener imaps {
		    haproxy = yes
		  }
		}
	END
}

after_boot() {
    nc -N -w 2 127.0.0.1 993 </dev/null >/dev/null || true
}
