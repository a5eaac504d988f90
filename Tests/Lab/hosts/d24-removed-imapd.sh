# The package of IMAP was removed, and its settings are still there.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=warn firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= login none
suite=trixie
accounts=virtual

before_boot() {
    rm "$root"/usr/lib/dovecot/imap-login "$root"/usr/share/dovecot/protocols.d/imap*.protocol
}
