# The file of users and their password hashes can be read by everybody on the host.
#= outcome swept
#= cause permissions.secrets
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    chmod 0644 "$root/etc/dovecot/users"
}
