# The service is stopped; it would come back at the next boot.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass
suite=bookworm

after_boot() {
    systemctl stop dovecot
}
