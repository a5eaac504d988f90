# fail2ban has banned others, and a rule behind its own drops IMAP for all (iptables).
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=pass firewall=fail tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

after_boot() {
    iptables -N f2b-dovecot
    iptables -A f2b-dovecot -s 192.0.2.7 -j REJECT --reject-with icmp-port-unreachable
    iptables -A f2b-dovecot -j RETURN
    iptables -A INPUT -p tcp -m multiport --dports 110,143,993,995 -j f2b-dovecot
    iptables -A INPUT -i lo -j ACCEPT
    iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    iptables -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
    iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
}
