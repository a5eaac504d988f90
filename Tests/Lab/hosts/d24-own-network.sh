# The unit has a network of its own, which no client reaches.
#= outcome swept
#= cause ports.listening
#= items config=pass service=pass ports=fail firewall=blocked tls=blocked auth=pass user=pass password=blocked|pass mail-location=pass permissions=pass logs=pass|warn
#= person the unit is for a person to change
suite=trixie
accounts=virtual

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/net.conf" \
        <<<$'[Service]\nPrivateNetwork=yes'
}
