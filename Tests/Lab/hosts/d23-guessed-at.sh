# Somebody on the net guesses passwords, as everywhere: no alarm.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

after_boot() {
    local name
    for name in root admin info test; do
        printf 'a1 LOGIN %s letmein\r\na2 LOGOUT\r\n' "$name" | nc -q 5 127.0.0.1 143 >/dev/null &
    done
    wait
}
