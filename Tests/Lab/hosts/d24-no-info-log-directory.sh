# The directory of the log of information is gone: Dovecot does not start.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the directory, or another place for the log, is for a person to give
suite=trixie
accounts=virtual

before_boot() {
    echo 'info_log_path = /var/log/dovecot/info.log' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
