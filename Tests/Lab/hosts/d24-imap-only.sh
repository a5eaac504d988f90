# Only IMAP is offered, by both of its ports.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    echo 'protocols = imap' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
