# The mail was restored by root and belongs to root: logins work, and no mailbox opens.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=bookworm

before_boot() {
    chown -R 0:0 "$root/home/probe/Maildir"
}
