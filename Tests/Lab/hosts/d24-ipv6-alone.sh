# It listens on `::` alone: clients that come by IPv4 find nothing.
#= outcome swept
#= cause ports.addresses
#= items config=pass service=pass ports=fail firewall=blocked tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person where it is to listen is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    echo 'listen = ::' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
