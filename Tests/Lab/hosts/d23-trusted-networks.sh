# Everybody on the net is trusted: passwords may come without TLS, and from any address that one claims.
#= outcome swept
#= cause auth.trusted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person which networks are one's own is for a person to say
suite=bookworm

before_boot() {
    echo 'login_trusted_networks = 0.0.0.0/0 ::/0' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
