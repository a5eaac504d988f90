# The socket by which doveadm and others ask the auth process was cleaned away.
#= outcome swept
#= cause auth.sockets
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=blocked mail-location=pass permissions=pass logs=warn
suite=trixie
accounts=virtual

after_boot() {
    rm /run/dovecot/auth-client
}
