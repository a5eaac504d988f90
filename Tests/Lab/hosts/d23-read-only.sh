# The volume of the mail is mounted read-only.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=bookworm
accounts=virtual

after_boot() {
    mount --bind /var/vmail /var/vmail
    mount -o remount,ro,bind /var/vmail
    systemctl restart dovecot
}
