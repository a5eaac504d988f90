# Debugging was left on: every password that is typed is written to the log.
#= outcome swept
#= cause none
#= items config=warn service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=unknown mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    printf '%s\n' 'auth_debug_passwords = yes' 'mail_debug = yes' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
