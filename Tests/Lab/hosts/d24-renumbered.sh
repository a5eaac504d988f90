# The mail came with the numbers of the old host, where its user had another one.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
suite=trixie
accounts=virtual

before_boot() {
    chown -R 4711:4711 "$root/var/vmail"
}
