# Tools: warnings and errors in a log.

feed="
"
complaints() {
    all=$("$@")
    status=$?
    echo "$all" | grep -E "(Error|Fatal|Panic|Warning): " | tail -n 200 | cut -c 1-400
    return $status
}
