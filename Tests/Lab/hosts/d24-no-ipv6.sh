# By IPv4 all is well; the firewall drops what comes by IPv6, to which the name leads too (ip6tables).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual
families=both

after_boot() {
    ip6tables -A INPUT -i lo -j ACCEPT
    ip6tables -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
    ip6tables -A INPUT -p ipv6-icmp -j ACCEPT
    ip6tables -A INPUT -p tcp --dport 22 -j ACCEPT
    ip6tables -A INPUT -j DROP
}
