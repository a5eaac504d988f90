# The host has two addresses. Clients connect to the second, and Dovecot listens on the first.
#= outcome swept
#= cause ports.addresses
#= items config=pass service=pass ports=fail firewall=blocked tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person where it is to listen is for a person to say
suite=bookworm
accounts=virtual
second=198.18.4.$(($(host_number "$name") % 250 + 1))
variables="dovesweep_public_address=$second"

before_boot() {
    echo "listen = 127.0.0.1, $address" >>"$root/etc/dovecot/conf.d/99-lab.conf"
    echo "$second" >"$root/root/second"
}

after_boot() {
    ip address add "$(cat /root/second)/15" dev eth0
}
