# Dovecot's own password for the database is not the one that the database has.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person only a person knows the password that the database has
suite=bookworm
accounts=mysql

before_boot() {
    sed -i 's/ password=[0-9a-f]*$/ password=of-the-old-host/' "$root/etc/dovecot/dovecot-sql.conf.ext"
}
