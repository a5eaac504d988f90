# An old mbox is compressed, which the plugin mail_compress reads.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    sed -i '/^mail_/d' "$root/etc/dovecot/conf.d/99-lab.conf"
    echo 'mail_plugins = mail_compress' >"$root/etc/dovecot/conf.d/99-compress.conf"
    rm -r "$root/home/probe/Maildir"
    printf 'From lab@lab.example Tue Nov 14 22:13:20 2023\nSubject: One message\n\nHello.\n\n' | gzip |
        install -m 0660 -o 1001 -g 8 /dev/stdin "$root/var/mail/probe"
}
