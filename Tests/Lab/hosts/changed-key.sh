# Its host keys are not the ones that the operator knows.
#= outcome host-key-changed
#= cause none
#= items config=unknown service=unknown ports=unknown|pass firewall=unknown|pass tls=unknown|pass auth=unknown|pass user=unknown password=unknown|pass mail-location=unknown permissions=unknown logs=unknown
suite=bookworm
known_hosts=changed
