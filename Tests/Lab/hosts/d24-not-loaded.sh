# The configuration was changed, rightly, after the start, and never loaded.
#= outcome swept
#= cause none
#= items config=warn service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

after_boot() {
    # A second later than the start, so that times in whole seconds tell the order.
    sleep 1.1
    echo 'mail_max_userip_connections = 20' >>/etc/dovecot/conf.d/99-lab.conf
}
