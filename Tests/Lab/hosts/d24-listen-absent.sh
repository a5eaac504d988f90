# `listen` has the address of the old host, which this one has not: Dovecot does not start.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person where it is to listen is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    echo 'listen = 198.18.9.9' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
