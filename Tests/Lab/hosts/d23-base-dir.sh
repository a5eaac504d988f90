# The guide's `chown -R dovecot:dovecot /run/dovecot` was followed: login processes cannot reach the auth socket.
#= outcome swept
#= cause permissions.sockets
#= items config=pass service=pass ports=pass|blocked firewall=pass tls=pass|blocked auth=pass user=pass password=blocked mail-location=pass permissions=fail logs=pass|warn
suite=bookworm

after_boot() {
    chown -R dovecot:dovecot /run/dovecot
}
