# mail_uid and mail_gid are names, and the userdb gives none.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's/:5000:5000:/:::/' "$root/etc/dovecot/users"
    printf '%s\n' 'mail_uid = vmail' 'mail_gid = vmail' >"$root/etc/dovecot/conf.d/99-zz.conf"
}
