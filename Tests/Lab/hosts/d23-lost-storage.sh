# Of an mdbox the folders were copied, and not the storage with the mail of all of them.
#= outcome swept
#= cause mail-location.exists
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass|blocked mail-location=fail permissions=pass|blocked logs=pass
#= person only a person has the mail
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's|^mail_location = .*|mail_location = mdbox:~/mdbox|' "$root/etc/dovecot/conf.d/99-lab.conf"
    rm -r "$root$virtual_home/Maildir"
}

after_boot() {
    printf 'Subject: One message\n\nHello.\n' | doveadm save -u probe@lab.example
    rm -r /var/vmail/lab.example/probe/mdbox/storage
}
