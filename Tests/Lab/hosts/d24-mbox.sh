# Debian's own mail location of 2.4: an mbox in the spool, folders in the home.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    sed -i '/^mail_/d' "$root/etc/dovecot/conf.d/99-lab.conf"
    rm -r "$root/home/probe/Maildir"
    printf 'From lab@lab.example Tue Nov 14 22:13:20 2023\nFrom: lab@lab.example\nSubject: One message\n\nHello.\n\n' |
        install -m 0660 -o 1001 -g 8 /dev/stdin "$root/var/mail/probe"
}
