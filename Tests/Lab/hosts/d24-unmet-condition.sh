# A condition of the unit does not hold, so systemd skips Dovecot without an error.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass
#= person the unit is for a person to change
suite=trixie

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/ready.conf" \
        <<<$'[Unit]\nConditionPathExists=/etc/dovecot/ready'
}
