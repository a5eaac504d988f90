# Passwords may cross the net without TLS.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=warn auth=warn user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    echo 'disable_plaintext_auth = no' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
