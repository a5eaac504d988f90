# Mail in mdbox, with one message.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's/^mail_driver = .*/mail_driver = mdbox/; s/Maildir/mdbox/; s/^mail_inbox_path = .*/mail_inbox_path =/' \
        "$root/etc/dovecot/conf.d/99-lab.conf"
    rm -r "$root$virtual_home/Maildir"
}

after_boot() {
    printf 'From: lab@lab.example\nSubject: One message\n\nHello.\n' | doveadm save -u probe@lab.example
}
