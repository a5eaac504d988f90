# The service is stopped and disabled: somebody switched it off, and a boot will not bring it back.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass
suite=trixie

after_boot() {
    systemctl disable --now dovecot
}
