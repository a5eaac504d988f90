# The unit is masked: somebody meant Dovecot never to start here.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass
suite=bookworm

before_boot() {
    ln -s /dev/null "$root/etc/systemd/system/dovecot.service"
}
