# A mechanism that PAM cannot serve: the auth process dies, and nobody can log in.
#= outcome swept
#= cause auth.mechanisms
#= items config=pass service=pass ports=blocked firewall=pass tls=pass|blocked auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
# Its login processes end whenever the auth process does, and may then be at a handshake.
#= person whether the mechanism or the passdb has to go is for a person to say
suite=trixie

before_boot() {
    echo 'auth_mechanisms = plain login cram-md5' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
