# The home in the database ends in a carriage return: the mailbox is empty, in another directory than it seems.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=pass mail-location=warn permissions=pass logs=pass
#= person which directory has the mail is for a person to say
suite=trixie
accounts=sql

after_boot() { sqlite3 /etc/dovecot/users.sqlite 'UPDATE users SET home = home || char(13)'; }
