# The unit hides the directory of certificate and key, which are there: Dovecot does not start.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the unit is for a person to change
suite=trixie

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/hidden.conf" \
        <<<$'[Service]\nInaccessiblePaths=/etc/dovecot/private'
}
