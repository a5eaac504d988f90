# The storage of an mdbox belongs to root: it opens, and no message can be read.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's|^mail_location = .*|mail_location = mdbox:~/mdbox|' "$root/etc/dovecot/conf.d/99-lab.conf"
    rm -r "$root$virtual_home/Maildir"
}

after_boot() {
    printf 'From: lab@lab.example\nSubject: One message\n\nHello.\n' | doveadm save -u probe@lab.example
    chown -R root:root /var/vmail/lab.example/probe/mdbox/storage
    chmod -R go= /var/vmail/lab.example/probe/mdbox/storage
}
