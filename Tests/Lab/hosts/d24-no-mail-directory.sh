# The mail directory is missing, and the mail user may not create it.
#= outcome swept
#= cause mail-location.exists
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    rm -r "$root/var/vmail/lab.example"
    chown 0:0 "$root/var/vmail"
    chmod 0755 "$root/var/vmail"
}
