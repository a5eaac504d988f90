# The unit lets Dovecot write nowhere but in its own directories, and forgets the mail.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
#= person the unit is for a person to change
suite=trixie
accounts=virtual

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/strict.conf" \
        <<<$'[Service]\nProtectSystem=strict\nReadWritePaths=/run /etc/dovecot /var/lib/dovecot'
}
