# A drop-in puts an empty volume where the mail is, for Dovecot alone.
#= outcome swept
#= cause mail-location.exists
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass|blocked mail-location=fail permissions=blocked logs=pass
#= person which volume is the right one is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    install -d -o 5000 -g 5000 -m 0700 "$root/srv/volume"
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/bind.conf" \
        <<<$'[Service]\nBindPaths=/srv/volume:/var/vmail'
}
