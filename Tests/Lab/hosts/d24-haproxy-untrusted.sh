# The listeners expect a PROXY header, and no network is trusted to send one: every connection is refused.
#= outcome swept
#= cause ports.greeting
#= items config=pass service=pass ports=fail firewall=pass tls=pass auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
# A connection that a balancer would have made is in the log where the lab itself looked whether it is up.
#= person which balancer is trusted is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		service imap-login {
		  inet_listener imap {
		    haproxy = yes
		  }
		  inet_listener imaps {
		    haproxy = yes
		  }
		}
	END
}

after_boot() {
    nc -N -w 2 127.0.0.1 143 </dev/null >/dev/null || true
}
