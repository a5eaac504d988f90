# The mail was copied by root, and belongs to root: logins work, and no mailbox opens.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
suite=trixie
accounts=virtual

before_boot() {
    chown -R 0:0 "$root/var/vmail/lab.example"
}
