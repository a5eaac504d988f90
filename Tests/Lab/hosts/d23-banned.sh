# fail2ban has banned the coordinator (iptables): clients get through, and whether they do cannot be seen from here.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=unknown tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

# As its action `iptables-multiport` makes it.
after_boot() {
    local address
    iptables -N f2b-dovecot
    for address in 192.0.2.7 198.18.0.1 198.51.100.9; do
        iptables -A f2b-dovecot -s "$address" -j DROP
    done
    iptables -A f2b-dovecot -j RETURN
    iptables -I INPUT -p tcp -m multiport --dports 110,143,993,995 -j f2b-dovecot
}
