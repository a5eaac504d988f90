# The query names a column that the table does not have.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=pass permissions=pass logs=warn
#= person whether the query or the table is right is for a person to say
suite=bookworm
accounts=mysql

before_boot() {
    sed -i 's/^password_query = SELECT username AS user, password /password_query = SELECT username AS user, crypt AS password /' \
        "$root/etc/dovecot/dovecot-sql.conf.ext"
}
