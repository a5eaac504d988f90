# The uid that the userdb gives is below what Dovecot serves mail to.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person which uid the account is to have is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's/:5000:5000:/:499:499:/' "$root/etc/dovecot/users"
    chown -R 499:499 "$root/var/vmail"
}
