# Port 993 speaks without TLS, as for a balancer that was taken away.
#= outcome swept
#= cause ports.listening
#= items config=pass service=pass ports=fail firewall=pass tls=pass|blocked|fail auth=pass user=pass password=pass|blocked mail-location=pass permissions=pass logs=pass
#= person what stood in front is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    printf '%s\n' 'service imap-login {' 'inet_listener imaps {' 'ssl = no' '}' '}' >"$root/etc/dovecot/conf.d/99-zz.conf"
}
