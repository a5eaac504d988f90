# The userdb says where the mail is by a field that 2.4 knows.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    install -d -o 5000 -g 5000 -m 0700 "$root/var/vmail/store"
    mv "$root$virtual_home/Maildir" "$root/var/vmail/store/probe"
    sed -i 's|$|userdb_mail_path=/var/vmail/store/probe userdb_mail_inbox_path=/var/vmail/store/probe|' "$root/etc/dovecot/users"
}
