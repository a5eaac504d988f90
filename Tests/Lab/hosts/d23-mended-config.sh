# An error in the configuration stopped the last start of Dovecot. The error is mended, and Dovecot was not started again.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass|warn|blocked
suite=bookworm

after_boot() {
    echo 'mail_lcation = x' >/etc/dovecot/conf.d/99-zz.conf
    systemctl restart dovecot || true
    rm /etc/dovecot/conf.d/99-zz.conf
}
