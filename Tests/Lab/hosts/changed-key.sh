# Its host keys are not the ones that the operator knows.
#= outcome host-key-changed
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=bookworm
known_hosts=changed
