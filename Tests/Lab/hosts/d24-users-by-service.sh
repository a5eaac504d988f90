# The userdb has a file for each service too: what doveadm asks finds nobody, and logins work.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=unknown password=pass mail-location=unknown permissions=unknown logs=pass
suite=trixie
accounts=virtual

before_boot() {
    mv "$root/etc/dovecot/users" "$root/etc/dovecot/users.imap"
    sed -i '/^passdb/,/^}/s|/users|/users.%{protocol}|;/^userdb/,/^}/s|/users|/users.%{protocol}|' "$root/etc/dovecot/conf.d/99-lab.conf"
}
