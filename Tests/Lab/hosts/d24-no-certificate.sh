# The certificate's file was removed after the start: Dovecot serves from memory, and will not start again.
#= outcome swept
#= cause tls.files
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the file comes from a backup
suite=trixie

after_boot() {
    rm /etc/dovecot/private/dovecot.pem
}
