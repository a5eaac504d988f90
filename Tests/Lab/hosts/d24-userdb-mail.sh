# The userdb says where the mail is by the field `mail` of 2.3, which 2.4 ignores: all mailboxes are empty.
#= outcome swept
#= cause mail-location.driver
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person what the userdb returns is for a person to correct
suite=trixie
accounts=virtual

before_boot() {
    install -d -o 5000 -g 5000 -m 0700 "$root/var/vmail/store"
    mv "$root$virtual_home/Maildir" "$root/var/vmail/store/probe"
    sed -i 's|$|userdb_mail=maildir:/var/vmail/store/probe|' "$root/etc/dovecot/users"
}
