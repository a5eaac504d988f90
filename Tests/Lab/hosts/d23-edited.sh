# A brace was left open after the start: Dovecot and doveadm work on, by what was read then; a restart will not.
#= outcome swept
#= cause config.parses
#= items config=fail service=pass ports=blocked firewall=pass tls=blocked auth=blocked user=pass password=blocked mail-location=pass permissions=blocked logs=pass
#= person what the edit was meant to be is for its author to say
suite=bookworm

after_boot() {
    # A second later than the start, so that times in whole seconds tell the order.
    sleep 1.1
    printf 'protocol imap {\n  mail_max_userip_connections = 20\n' >>/etc/dovecot/conf.d/20-imap.conf
}
