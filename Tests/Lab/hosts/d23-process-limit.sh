# More users than the imap service takes: some were turned away. It is over.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=warn
suite=bookworm
accounts=virtual

before_boot() {
    printf 'service imap {\n  process_limit = 1\n}\n' >>"$root/etc/dovecot/conf.d/99-lab.conf"
    echo 'neighbour@lab.example:{PLAIN}letmein:5000:5000::/var/vmail/lab.example/neighbour::' >>"$root/etc/dovecot/users"
}

after_boot() {
    local number turned_away="last_drop_warning: [1-9]"
    for number in 1 2; do
        # Each stays until the other has been turned away.
        {
            printf 'a1 LOGIN neighbour@lab.example letmein\r\n'
            until doveadm service status imap | grep -q "$turned_away"; do sleep 0.2; done
        } | nc -q 0 127.0.0.1 143 >/dev/null &
    done
    wait
    # The one that was let in is gone.
    until [ -z "$(doveadm who -1 neighbour@lab.example | sed 1d)" ]; do sleep 0.2; done
}
