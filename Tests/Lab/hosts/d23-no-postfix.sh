# Dovecot writes a log file of its own, and did not survive its last start: why stands in that file alone.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person whether Postfix is to be there is for a person to say
suite=bookworm

before_boot() {
    echo 'log_path = /var/log/dovecot.log' >>"$root/etc/dovecot/conf.d/99-lab.conf"
    printf 'service auth {\n  unix_listener auth-postfix {\n    user = postfix\n  }\n}\n' \
        >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
