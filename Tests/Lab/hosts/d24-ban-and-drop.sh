# fail2ban has banned others, and the last rule behind its own rejects all that has not been named (nft).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

after_boot() {
    nft -f - <<-END
		table inet filter {
		    set banned {
		        type ipv4_addr
		        elements = { 192.0.2.7 }
		    }
		    chain input {
		        type filter hook input priority filter; policy accept;
		        ip saddr @banned drop
		        iifname "lo" accept
		        ct state established,related accept
		        tcp dport 22 accept
		        reject with icmpx admin-prohibited
		    }
		}
	END
}
