# Dovecot writes a log file of its own, and not to syslog.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    echo 'log_path = /var/log/dovecot.log' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
