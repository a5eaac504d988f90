# The unit withholds CAP_SETGID: processes die without a line in the log.
#= outcome swept
#= cause service.stable
#= items config=pass service=fail ports=blocked|pass firewall=blocked|pass tls=blocked|pass auth=blocked user=blocked|unknown password=blocked mail-location=blocked|unknown permissions=blocked|unknown|pass logs=blocked|unknown|pass|warn
#= person the unit is for a person to change
suite=trixie
accounts=virtual

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/less.conf" \
        <<<$'[Service]\nCapabilityBoundingSet=~CAP_SETGID'
}
