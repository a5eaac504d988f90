# The guide's `chown -R dovecot:dovecot /run/dovecot` was followed: login processes cannot reach the auth socket.
#= outcome swept
#= cause permissions.sockets
#= items config=pass service=pass ports=blocked firewall=pass tls=pass auth=pass user=pass password=blocked mail-location=pass permissions=fail logs=warn
suite=bookworm

after_boot() {
    chown -R dovecot:dovecot /run/dovecot
    # The first user has met it already, and so have the logs.
    nc -w 1 127.0.0.1 143 </dev/null >/dev/null || true
}
