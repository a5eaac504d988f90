# The mbox begins with a blank line, as after a careless merge: logins work, and the mailbox does not open.
#= outcome swept
#= cause mail-location.driver
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass|warn
#= person what the file holds is for a person to see
suite=trixie

before_boot() {
    sed -i '/^mail_/d' "$root/etc/dovecot/conf.d/99-lab.conf"
    rm -r "$root/home/probe/Maildir"
    printf '\nFrom lab@lab.example Tue Nov 14 22:13:20 2023\nSubject: One message\n\nHello.\n\n' |
        install -m 0660 -o 1001 -g 8 /dev/stdin "$root/var/mail/probe"
}
