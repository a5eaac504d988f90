# A setting of 2.3 was written after the start: Dovecot and doveadm work on, by what was read then; a restart will not.
#= outcome swept
#= cause config.parses
#= items config=fail service=pass ports=blocked firewall=pass tls=blocked auth=blocked user=pass password=blocked mail-location=blocked permissions=blocked logs=pass
#= person what the edit was meant to be is for its author to say
suite=trixie

after_boot() {
    # A second later than the start, so that times in whole seconds tell the order.
    sleep 1.1
    echo 'disable_plaintext_auth = yes' >>/etc/dovecot/conf.d/10-auth.conf
}
