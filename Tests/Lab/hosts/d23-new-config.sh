# The configuration of 2.4 was copied to a host with 2.3: Dovecot refuses to start.
#= outcome swept
#= cause config.parses
#= items config=fail service=blocked ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person which configuration is the right one is for a person to say
suite=bookworm

before_boot() {
    rm -r "$root/etc/dovecot/conf.d"
    cp -a "$(image_path trixie)"/etc/dovecot/{conf.d,dovecot.conf} "$root/etc/dovecot/"
    install -m 0644 "$lab/config/trixie-system.conf" "$root/etc/dovecot/conf.d/99-lab.conf"
}
