# The configuration was broken after the start: Dovecot still serves, but will not survive a restart or reload.
#= outcome swept
#= cause config.parses
#= items config=fail service=pass ports=pass|blocked firewall=pass|blocked tls=pass|blocked auth=blocked user=blocked password=pass|blocked mail-location=blocked permissions=pass|blocked logs=pass|blocked
suite=bookworm

after_boot() {
    # A second later than the start, so that times in whole seconds tell the order.
    sleep 1.1
    printf 'protocol imap {\n  mail_max_userip_connections = 20\n' >>/etc/dovecot/conf.d/20-imap.conf
}
