# Only POP3 is offered.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= login none
suite=bookworm

before_boot() {
    echo 'protocols = pop3' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
