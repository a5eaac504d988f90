# mail_uid names an account that does not exist, and the userdb gives no uid.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass|warn
#= person which account was meant is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's/:5000:5000:/:::/' "$root/etc/dovecot/users"
    printf '%s\n' 'mail_uid = vmial' 'mail_gid = vmail' >"$root/etc/dovecot/conf.d/99-uid.conf"
}
