# An address where nobody is.
#= outcome unreachable
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=unknown tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
kind=absent
