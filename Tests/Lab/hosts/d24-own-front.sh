# HAProxy on the host itself takes clients to listeners on loopback.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual
variables="dovesweep_protocols=imaps"

before_boot() {
    cat >"$root/etc/dovecot/conf.d/99-zz.conf" <<-END
		haproxy_trusted_networks = 127.0.0.1
		protocols = imap
		service imap-login {
		  inet_listener imap {
		    port = 0
		  }
		  inet_listener imaps {
		    port = 10993
		    listen = 127.0.0.1
		    haproxy = yes
		    ssl = yes
		  }
		}
	END
    cat >"$root/etc/haproxy/haproxy.cfg" <<-END
		defaults
		    mode tcp
		    timeout connect 5s
		    timeout client 1m
		    timeout server 1m
		listen imaps
		    bind :::993 v4v6
		    server dovecot 127.0.0.1:10993 send-proxy-v2
	END
}

after_boot() {
    systemctl start haproxy
}
