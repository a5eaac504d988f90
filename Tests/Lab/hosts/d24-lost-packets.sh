# Packets above 700 bytes are lost on the way out: the port opens, and the TLS handshake gets no answer.
#= outcome swept
#= cause ports.greeting
#= items config=pass service=pass ports=fail firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person where packets are lost is for a person to find
suite=trixie

after_boot() {
    nft -f - <<-END
		table inet narrow {
		    chain output {
		        type filter hook output priority filter; policy accept;
		        oifname "eth0" tcp sport { 143, 993 } meta length > 700 drop
		    }
		}
	END
}
