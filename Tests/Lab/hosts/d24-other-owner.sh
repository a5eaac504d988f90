# The mail belongs to another user of this host than the one that the userdb names.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
#= person whose the mail is, is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    chown -R "$(chroot "$root" id -u probe)" "$root$virtual_home/Maildir"
}
