# The userdb gives a home without a slash at its beginning.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person what the home is meant to be is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's#/var/vmail/lab.example/probe#lab.example/probe/#' "$root/etc/dovecot/users"
}
