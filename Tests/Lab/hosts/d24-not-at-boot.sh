# Dovecot runs, but is not enabled: the next boot leaves the host without it.
#= outcome swept
#= cause service.enabled
#= items config=pass service=fail ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

after_boot() {
    systemctl disable dovecot
}
