# A host whose name is in no directory.
#= outcome dns
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=unknown tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
kind=nameless
