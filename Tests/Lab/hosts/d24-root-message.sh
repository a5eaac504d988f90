# One message was copied as root: the mailbox opens, and the session ends at it.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=trixie
accounts=virtual

before_boot() {
    printf 'Subject: One\n\nHello.\n' |
        install -m 0600 /dev/stdin "$root/var/vmail/lab.example/probe/Maildir/cur/1700000000.M1P1.lab:2,S"
}
