# The account's password in SQL is NULL.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=pass permissions=pass logs=pass
#= person a person knows the password
suite=trixie
accounts=sql

after_boot() {
    sqlite3 /etc/dovecot/users.sqlite 'UPDATE users SET password = NULL'
}
