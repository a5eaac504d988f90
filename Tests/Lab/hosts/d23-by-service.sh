# Each service has a file of accounts: a lookup that names none finds nobody.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    mv "$root/etc/dovecot/users" "$root/etc/dovecot/users.imap"
    sed -i '/^passdb/,/^}/s|/users|/users.%s|;/^userdb/,/^}/s|/users|/users.imap|' "$root/etc/dovecot/conf.d/99-lab.conf"
}
