# The only mechanism is one that the hashes cannot do: each login is refused.
#= outcome swept
#= cause auth.mechanisms
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=blocked mail-location=pass permissions=pass logs=pass
#= person which mechanisms there are is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    echo 'auth_mechanisms = scram-sha-256' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
