# A rule sends imaps to another port of the host (iptables).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

after_boot() {
    iptables -t nat -A PREROUTING -p tcp --dport 993 -j REDIRECT --to-ports 10993
}
