# The directory of the log was on a memory disk, and is gone after the boot: Dovecot does not start.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass|warn
# Its last words are in no file, and no line of a level.
#= person the directory, or another place for the log, is for a person to give
suite=bookworm
accounts=virtual

before_boot() {
    echo 'log_path = /var/log/dovecot/dovecot.log' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
