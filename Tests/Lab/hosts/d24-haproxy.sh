# A balancer stands in front, and tells Dovecot by a PROXY header who comes.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
front=198.18.2.$(($(host_number "$name") % 250 + 1))
variables="dovesweep_public_address=$front"

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		listen = $address
		haproxy_trusted_networks = $front $address
		service imap-login {
		  inet_listener imap {
		    haproxy = yes
		  }
		  inet_listener imaps {
		    haproxy = yes
		  }
		}
	END
    cat >"$root/etc/haproxy/haproxy.cfg" <<-END
		defaults
		    mode tcp
		    timeout connect 5s
		    timeout client 1m
		    timeout server 1m
		listen imap
		    bind $front:143
		    server dovecot $address:143 send-proxy-v2
		listen imaps
		    bind $front:993
		    server dovecot $address:993 send-proxy-v2
	END
    echo "$front" >"$root/root/front"
}

after_boot() {
    ip address add "$(cat /root/front)/32" dev eth0
    systemctl start haproxy
}
