# Nobody has approved its host keys yet.
#= outcome host-key-unknown
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=trixie
known_hosts=absent
