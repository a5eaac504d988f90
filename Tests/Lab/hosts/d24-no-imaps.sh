# The listener of IMAPS is switched off, and the inventory requires it.
#= outcome swept
#= cause ports.listening
#= items config=pass service=pass ports=fail firewall=pass|blocked|skipped tls=pass|blocked auth=pass user=pass password=pass|blocked mail-location=pass permissions=pass logs=pass
suite=trixie
variables='dovesweep_protocols="imap imaps"'

before_boot() {
    printf 'service imap-login {\n  inet_listener imaps {\n    port = 0\n  }\n}\n' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
