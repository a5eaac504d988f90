# Nobody has approved its host keys yet.
#= outcome host-key-unknown
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie
known_hosts=absent
