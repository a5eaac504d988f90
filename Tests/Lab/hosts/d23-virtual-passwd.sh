# The accounts are virtual ones, and the userdb asks for system users: the password is right, and no login works.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
#= person where the accounts have their homes is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    sed -i -e '/^userdb/,/^}/{/args/d;s/passwd-file/passwd/}' "$root/etc/dovecot/conf.d/99-lab.conf"
}
