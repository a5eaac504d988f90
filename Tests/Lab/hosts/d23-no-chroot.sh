# The unit withholds the right to call chroot: the login processes end at their start.
#= outcome swept
#= cause service.stable
#= items config=pass service=fail ports=blocked firewall=pass tls=blocked auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=warn
#= person the unit is for a person to change
suite=bookworm
accounts=virtual

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/rights.conf" \
        <<<$'[Service]\nCapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_KILL CAP_NET_BIND_SERVICE CAP_SETGID CAP_SETUID'
}
