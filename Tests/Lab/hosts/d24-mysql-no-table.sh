# The database was created and its dump was not loaded: there is no table.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the table comes from a dump
suite=trixie
accounts=mysql

before_boot() {
    mysql_say <<<'DROP TABLE mail.users;'
}
