# Upgraded to 2.4 with the configuration of 2.3 kept: Dovecot refuses to start.
#= outcome swept
#= cause config.parses
#= items config=fail service=blocked ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person a person has to convert the configuration
suite=trixie

before_boot() {
    rm -r "$root/etc/dovecot/conf.d"
    cp -a "$(image_path bookworm)"/etc/dovecot/{conf.d,dovecot.conf} "$root/etc/dovecot/"
    install -m 0644 "$lab/config/bookworm-system.conf" "$root/etc/dovecot/conf.d/99-lab.conf"
}
