# Two faults that have nothing to do with each other: mail of root, and no start at boot.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=fail ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=bookworm

before_boot() {
    chown -R 0:0 "$root/home/probe/Maildir"
}

after_boot() {
    systemctl disable dovecot
}
