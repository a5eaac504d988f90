# imaps is bound to loopback alone, imap to all addresses.
#= outcome swept
#= cause ports.addresses
#= items config=pass service=pass ports=fail firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person why it was bound there is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    printf '%s\n' 'service imap-login {' 'inet_listener imaps {' 'listen = 127.0.0.1' '}' '}' >"$root/etc/dovecot/conf.d/99-zz.conf"
}
