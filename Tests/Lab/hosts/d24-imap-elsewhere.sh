# IMAP alone looks for the mail elsewhere: every mailbox is empty.
#= outcome swept
#= cause mail-location.driver
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person which place is meant is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    printf '%s\n' 'protocol imap {' 'mail_path = ~/mail' 'mail_inbox_path = ~/mail' '}' >"$root/etc/dovecot/conf.d/99-zz.conf"
}
