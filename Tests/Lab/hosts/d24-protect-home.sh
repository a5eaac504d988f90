# The unit closes /home to Dovecot, and the mail is there: logins work, and no mailbox opens.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass|warn
#= person the unit is for a person to change
suite=trixie

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/home.conf" \
        <<<$'[Service]\nProtectHome=yes'
}
