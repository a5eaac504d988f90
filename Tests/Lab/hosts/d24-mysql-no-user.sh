# The account is not in the database; another one is.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person the account's numbers and home are for a person to say
suite=trixie
accounts=mysql

before_boot() {
    mysql_say <<<"UPDATE mail.users SET username = 'somebody@lab.example';"
}
