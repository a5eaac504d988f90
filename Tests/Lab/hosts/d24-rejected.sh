# The firewall rejects IMAP that comes from outside (iptables).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

after_boot() {
    iptables -A INPUT ! -i lo -p tcp -m multiport --dports 143,993 -j REJECT --reject-with tcp-reset
}
