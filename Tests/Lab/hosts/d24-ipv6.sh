# Reached by IPv6, with sshd on a port of its own.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
family=6
port=2222

before_boot() {
    echo "Port $port" >"$root/etc/ssh/sshd_config.d/port.conf"
}
