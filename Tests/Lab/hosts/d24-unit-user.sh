# A drop-in has systemd start Dovecot as a user that is not root.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass|blocked|warn
#= person what the drop-in is for is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/user.conf" <<<$'[Service]\nUser=vmail'
}
