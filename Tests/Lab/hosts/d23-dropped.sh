# The firewall drops packets to IMAP that come from outside (nft).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

after_boot() {
    nft -f - <<-END
		table inet filter {
		    chain input {
		        type filter hook input priority filter; policy accept;
		        iifname "lo" accept
		        tcp dport { 143, 993 } drop
		    }
		}
	END
}
