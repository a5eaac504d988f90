# What comes from outside is led to a program that ends TLS with a certificate of its own, not to Dovecot.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=warn auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    certificate_issue "$name.lab.example" "$root"/etc/haproxy/front.{pem,key}
    cat "$root/etc/haproxy/front.key" >>"$root/etc/haproxy/front.pem"
    cat >"$root/etc/haproxy/haproxy.cfg" <<-END
		defaults
		    mode tcp
		    timeout connect 5s
		    timeout client 1m
		    timeout server 1m
		listen imaps
		    bind $address:10993 ssl crt /etc/haproxy/front.pem
		    server dovecot 127.0.0.1:993 ssl verify none
	END
}

after_boot() {
    systemctl start haproxy
    nft -f - <<-END
		table ip nat {
		    chain prerouting {
		        type nat hook prerouting priority dstnat;
		        iifname "eth0" tcp dport 993 redirect to :10993
		    }
		}
	END
}
