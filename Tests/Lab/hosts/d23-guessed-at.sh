# Somebody on the net guesses passwords, as everywhere. No alarm.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

after_boot() {
    local number
    # Each from an address of its own: Dovecot slows down the addresses that fail, and must not slow down the sweep.
    for number in 11 12 13 14; do
        printf 'a1 LOGIN admin%s letmein\r\na2 LOGOUT\r\n' $number |
            nc -q 8 -s 127.0.0.$number 127.0.0.$number 143 >/dev/null &
    done
    wait
}
