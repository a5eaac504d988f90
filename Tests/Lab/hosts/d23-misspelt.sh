# A setting is misspelt and the service was restarted: Dovecot is down.
#= outcome swept
#= cause config.parses
#= items config=fail service=blocked ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person what the edit was meant to be is for its author to say
suite=bookworm

after_boot() {
    echo 'auth_mechanism = plain login' >>/etc/dovecot/conf.d/10-auth.conf
    ! systemctl restart dovecot
}
