# The mail is a Maildir, and Dovecot reads it as mbox: logins work, and every mailbox is empty.
#= outcome swept
#= cause mail-location.driver
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person what the mail is meant to be is for a person to say
suite=bookworm

before_boot() {
    sed -i 's|^mail_location = .*|mail_location = mbox:~/Maildir|' "$root/etc/dovecot/conf.d/99-lab.conf"
}
