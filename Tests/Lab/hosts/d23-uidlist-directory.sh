# A directory has the name of the Maildir's list of UIDs: logins work, and the mailbox does not open.
#= outcome swept
#= cause mail-location.driver
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass|warn
#= person what is in the directory is for a person to see
suite=bookworm
accounts=virtual

before_boot() {
    install -d -o 5000 -g 5000 -m 0700 "$root$virtual_home/Maildir/dovecot-uidlist"
}
