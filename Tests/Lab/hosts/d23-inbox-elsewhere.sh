# The namespace of the INBOX has a location and a driver of its own.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    printf '%s\n' 'mail_location = sdbox:~/none' 'namespace inbox {' 'location = maildir:~/Maildir' '}' >"$root/etc/dovecot/conf.d/99-zz.conf"
}
