# The socket that passes logins to the service imap was deleted: the password is accepted, and the connection ends.
#= outcome swept
#= cause password.tunnel
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass|warn
suite=trixie
accounts=virtual

after_boot() {
    rm /run/dovecot/login/imap
}
