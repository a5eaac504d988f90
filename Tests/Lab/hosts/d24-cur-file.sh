# A file stands where the Maildir has its directory cur: logins work, and the mailbox does not open.
#= outcome swept
#= cause mail-location.driver
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass|warn
#= person what the file is, is for a person to see
suite=trixie
accounts=virtual

before_boot() {
    rmdir "$root$virtual_home/Maildir/cur"
    install -o 5000 -g 5000 -m 0600 /dev/null "$root$virtual_home/Maildir/cur"
}
