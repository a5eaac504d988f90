# Folders of an mbox are in the home, which root owns; its INBOX is in the spool and open.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass|blocked mail-location=pass permissions=fail logs=pass|warn
suite=bookworm

before_boot() {
    sed -i 's|^mail_location = .*|mail_location = mbox:~/mail:INBOX=/var/mail/%u|' "$root/etc/dovecot/conf.d/99-lab.conf"
    rm -r "$root/home/probe/Maildir"
    printf 'From lab@lab.example Tue Nov 14 22:13:20 2023\nSubject: One message\n\nHello.\n\n' |
        install -m 0660 -o 1001 -g 8 /dev/stdin "$root/var/mail/probe"
    chown 0:0 "$root/home/probe"
    chmod 0700 "$root/home/probe"
}
