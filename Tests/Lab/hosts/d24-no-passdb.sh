# The file with the passdb is not included any more.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass|blocked firewall=pass tls=pass|blocked auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked|pass logs=warn
#= person which passdb is meant is for a person to say
suite=trixie

before_boot() {
    sed -i 's/^!include auth-system/#&/' "$root/etc/dovecot/conf.d/10-auth.conf"
}
