# Probe logs: Dovecot's errors of the last 24 hours, and denials by SELinux or AppArmor.

# At most a thousand lines are read. Old ones must not fill the cap.
recent() {
    all=$(bounded 6 doveadm -f tab log errors -s "$((began - 86400))")
    status=$?
    if [ ${#all} -lt 400 ]; then say "$all"; else say "$all" | tail -n 200 | cut -c 1-400; fi
    return $status
}
# By SELinux or AppArmor.
denied() {
    if [ -r /var/log/audit/audit.log ]; then all=$(tail -n 2000 /var/log/audit/audit.log)
    elif command -v journalctl >/dev/null; then
        all=$(journalctl -k --since "24 hours ago" -n 2000 --no-pager -o cat)
    else all=$(dmesg)
    fi
    status=$?
    echo "$all" | grep -E "(avc: +denied|apparmor=.DENIED.).*dovecot" | tail -n 20
    return $status
}
enforced() {
    read -r enforce 2>/dev/null </sys/fs/selinux/enforce && [ "$enforce" = 1 ] && return 0
    read -r enforce 2>/dev/null </sys/module/apparmor/parameters/enabled && [ "$enforce" = Y ]
}
{
    remembered=$(part errors recent)
    say "$remembered"
    remembered="
$remembered"
    case $remembered in
    *"
Error: "*) is_known= ;;
    *"
$mark part-status 0") is_known=yes ;;
    *) is_known= ;;
    esac
    part now date "+%b %d %H:%M:%S"
    if [ -z "$is_known" ]; then
        setting log_path
        case $value in
        /dev/*) ;;
        /*) part file complaints read_log "$value" "exec tail -n 2000 -- \"\$1\"" ;;
        esac
        if command -v journalctl >/dev/null; then
            part journal complaints journalctl -u dovecot --since "24 hours ago" -n 1000 --no-pager -o short
        else
            for one in /var/log/mail.log /var/log/maillog /var/log/messages; do
                if [ -f "$one" ] && [ ! -h "$one" ]; then
                    part syslog complaints grep dovecot "$one"
                    break
                fi
            done
        fi
    fi
    if enforced; then part denials denied; else part denials echo none; fi
} | scrub
