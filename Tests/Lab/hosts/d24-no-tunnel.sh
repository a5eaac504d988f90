# Its sshd forbids forwarding: nothing can be seen through it, and what is seen from outside has to do.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    echo 'AllowTcpForwarding no' >"$root/etc/ssh/sshd_config.d/forwarding.conf"
}
