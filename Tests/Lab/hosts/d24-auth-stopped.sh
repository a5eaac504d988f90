# The auth process is stopped (SIGSTOP): lookups hang, and login processes wait for it before they greet.
#= outcome swept
#= cause auth.sockets
#= items config=pass service=pass ports=blocked firewall=pass tls=pass|blocked auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass|warn
# TLS is blocked where a login process closes before the handshake; its log lines come with the second sweep.
suite=trixie
accounts=virtual

after_boot() {
    doveadm user "probe@lab.example" >/dev/null
    pkill -STOP -x auth
}
