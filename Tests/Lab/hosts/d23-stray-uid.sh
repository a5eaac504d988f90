# The userdb has a uid that is none of this host; the mail belongs to the user that it was made by.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=warn password=pass mail-location=pass permissions=fail logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
#= person the uid in the userdb is for a person to correct
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's/:5000:5000:/:4242:4242:/' "$root/etc/dovecot/users"
}
