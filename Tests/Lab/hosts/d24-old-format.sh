# A format of 2.3 for user names, which 2.4 takes literally: everybody is looked up by one name.
#= outcome swept
#= cause config.variables
#= items config=fail service=pass ports=pass firewall=pass tls=pass auth=pass user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass
#= person what the format was meant to be is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    echo 'auth_username_format = %Lu' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
