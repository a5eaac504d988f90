# Dovecot's unit requires one that does not exist any more: Dovecot runs, and the next restart fails.
#= outcome swept
#= cause service.enabled
#= items config=pass service=fail ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the unit is for a person to change
suite=bookworm

after_boot() {
    mkdir -p /etc/systemd/system/dovecot.service.d
    printf '[Unit]\nRequires=redis-server.service\n' >/etc/systemd/system/dovecot.service.d/cache.conf
    systemctl daemon-reload
}
