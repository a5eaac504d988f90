# auth_default_realm gives each account a domain, and the accounts of the system have none.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person whether accounts have a domain is for a person to say
suite=bookworm

before_boot() { echo 'auth_default_realm = lab.example' >"$root/etc/dovecot/conf.d/99-realm.conf"; }
