# It listens on 127.0.0.1 alone: all is well on the host, and no client gets in.
#= outcome swept
#= cause ports.addresses
#= items config=pass service=pass ports=fail firewall=blocked tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person where it is to listen is for a person to say
suite=bookworm

before_boot() {
    echo 'listen = 127.0.0.1' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
