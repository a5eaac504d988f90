# The unit keeps Dovecot from IPv6, and `listen` has `::`, as by default: Dovecot does not start.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person whether the unit or `listen` is right is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/families.conf" \
        <<<$'[Service]\nRestrictAddressFamilies=AF_UNIX AF_INET AF_NETLINK'
}
