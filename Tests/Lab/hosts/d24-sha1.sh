# The certificate is signed with SHA-1: the server was told to take it all the same, and clients do not.
#= outcome swept
#= cause tls.strength
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the certificate comes from an authority
suite=trixie
accounts=virtual

before_boot() {
    local digest=sha1
    certificate_issue "$name.lab.example" "$root"/etc/dovecot/private/dovecot.{pem,key}
    echo 'ssl_cipher_list = DEFAULT@SECLEVEL=0' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
