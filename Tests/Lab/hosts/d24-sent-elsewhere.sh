# A rule that a container left behind sends IMAP on to an address where nobody is (nft).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

after_boot() {
    nft -f - <<-END
		table ip old {
		    chain pre {
		        type nat hook prerouting priority dstnat; policy accept;
		        tcp dport { 143, 993 } dnat to 172.22.1.250
		    }
		}
	END
}
