# A password stands in a configuration file that everybody on the host can read.
#= outcome swept
#= cause permissions.secrets
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=trixie

before_boot() {
    echo 'doveadm_password = not-a-secret-of-yours' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
