# A drop-in gives the unit a second ExecStart: Dovecot runs until it stops.
#= outcome swept
#= cause service.enabled
#= items config=pass service=fail ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the unit is for a person to change
suite=trixie

after_boot() {
    install -D -m 0644 /dev/stdin /etc/systemd/system/dovecot.service.d/start.conf \
        <<<$'[Service]\nExecStart=/usr/sbin/dovecot -F'
    systemctl daemon-reload
}
