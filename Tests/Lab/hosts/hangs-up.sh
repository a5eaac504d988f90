# Something accepts connections on port 22 and closes them at once.
#= outcome no-banner
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=unknown tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
kind=namespace

serve() {
    exec socat TCP-LISTEN:22,fork,reuseaddr EXEC:true
}
