# Dovecot's own account in the database was not created on this host.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person which rights to grant, and with which password, is for a person to say
suite=trixie
accounts=mysql

before_boot() {
    mysql_say <<<'FLUSH PRIVILEGES;
DROP USER dovecot@127.0.0.1, dovecot@localhost;'
}
