# The file of the certificate begins with that of the authority: each TLS connection is closed.
#= outcome swept
#= cause tls.key
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
#= person the file is for a person to put in order
suite=trixie
accounts=virtual

before_boot() {
    local file=$root/etc/dovecot/private/dovecot.pem
    cat "$state/ca.pem" "$file" >"$file.new"
    mv "$file.new" "$file"
}
