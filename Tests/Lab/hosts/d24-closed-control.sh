# Indexes and control files have a place of their own, in which the mail user may not write.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=trixie
accounts=virtual

before_boot() {
    install -d -m 0755 "$root/var/lib/mailcontrol"
    echo 'mail_control_path = /var/lib/mailcontrol/%{user}' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
