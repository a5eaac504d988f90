# fail2ban has banned the coordinator (nft): clients get through, and whether they do cannot be seen from here.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=unknown tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

# As its action `nftables` makes it.
after_boot() {
    nft -f - <<-END
		table inet f2b-table {
		    set addr-set-dovecot {
		        type ipv4_addr
		        elements = { 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7, 192.0.2.8,
		            192.0.2.9, 198.18.0.1, 198.51.100.7 }
		    }
		    chain f2b-chain {
		        type filter hook input priority filter - 1; policy accept;
		        tcp dport { 110, 143, 993, 995 } ip saddr @addr-set-dovecot reject with icmp port-unreachable
		    }
		}
	END
}
