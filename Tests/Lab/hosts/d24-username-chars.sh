# The set of characters that a name may have lacks the `@` of all accounts: each login is refused.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person which characters names may have is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    echo 'auth_username_chars = abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890.-_' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
