# A firewall that lets in what it names, and nobody has named IMAP (nft, by its chain's policy).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

after_boot() {
    nft -f - <<-END
		table inet filter {
		    set open {
		        type inet_service
		        elements = { 22, 25, 80, 443 }
		    }
		    chain input {
		        type filter hook input priority filter; policy drop;
		        ct state vmap { established : accept, related : accept, invalid : drop }
		        iifname "lo" accept
		        meta l4proto { icmp, ipv6-icmp } accept
		        jump services
		    }
		    chain services {
		        tcp dport @open ct state new accept
		        ip saddr 203.0.113.0/24 tcp dport 993 accept
		    }
		}
	END
}
