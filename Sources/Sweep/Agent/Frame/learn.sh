# Frame: what is read once, before the first probe.

# Reads the configuration once for all probes. The environment passes it on, without secrets and below 128 KiB
# (Linux).
learn() {
    # The names of 2.3 and 2.4. Each version silently skips unknown ones.
    of_settings='auth_mechanisms ssl ssl_cert ssl_key ssl_server_cert_file ssl_server_key_file
        ssl_min_protocol protocols listen base_dir log_path info_log_path mail_location mail_driver
        mail_path mail_home mail_inbox_path mail_uid mail_gid first_valid_uid last_valid_uid disable_plaintext_auth
        auth_allow_cleartext auth_debug_passwords auth_verbose_passwords auth_username_format
        default_login_user default_internal_user login_trusted_networks haproxy_trusted_networks
        auth_debug mail_debug auth_cache_size mail_access_groups mail_index_path mail_control_path
        debug_log_path instance_name auth_username_chars auth_username_translation ssl_alt_cert ssl_alt_key mail_chroot
        valid_chroot_dirs auth_default_realm auth_default_domain
        ssl_server_alt_cert_file ssl_server_alt_key_file auth_ssl_require_client_cert'
    of_sections='service/imap-login service/pop3-login service/auth ssl_server/cert_file ssl_server/key_file
        ssl_server/alt_cert_file ssl_server/alt_key_file'
    written=$(learned -n)
    written_status=$?
    # `# 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf`
    case $written_status$feed$written in 0*"$feed# 2."*": /"*)
        installed=${written#*"# 2."}
        installed=2.${installed%%:*}
        ;;
    esac
    # Of a configuration that does not parse, 2.4 still prints single settings, with the defaults of those that it lost.
    # 2.3 parses its whole configuration for each name, but once for -a. In 2.4, -a prints no defaults.
    # shellcheck disable=SC2086
    case $written_status$feed$written in
    [!0]*) all=$written && (exit "$written_status") ;;
    0*"$feed# 2."[0-3].*) all=$(configured -aP) ;;
    *) all=$(configured $of_settings $of_sections) ;;
    esac
    settings_status=$?
    # shellcheck disable=SC2086
    all=$(say "$all" | about $of_settings $of_sections | known)
    settings=${all%%"$feed$feed"*}
    sections=${all#"$settings"}
    sections=${sections#"$feed$feed"}
    all=''
    [ "$settings_status" = 0 ] || unread=yes written='' sections=''
    [ ${#written} -lt 65536 ] || written=''
    [ ${#sections} -lt 32768 ] || sections=''
    export settings settings_status written written_status sections of_sections
}

# The ends of the logs at the start, one a line: inode, size, path.
mark_logs() {
    began=$(date +%s)
    logs=''
    for name in log_path info_log_path debug_log_path; do
        setting "$name"
        case $value in
        /dev/*) ;;
        /*) logs="$logs$value$feed" ;;
        esac
    done
    own_logs=$logs
    for one in mail.log maillog messages syslog auth.log secure; do
        [ -h "/var/log/$one" ] || [ ! -f "/var/log/$one" ] || logs="$logs/var/log/$one$feed"
    done
    log_marks=''
    IFS=$feed
    # A path a line. POSIX has no stat.
    # shellcheck disable=SC2012,SC2086
    [ -z "$logs" ] || log_marks=$(ls -lindL -- $logs 2>/dev/null | sed "s/^ *\([0-9]*\) [^ ]* *[0-9]* *[0-9]* *[0-9]* *\([0-9]*\) [^\/]*\//\1 \2 \//")
    unset IFS
    came_from
    export began own_logs log_marks client server
}

# A connection starts a Dovecot that waits for systemd socket activation.
wake() {
    woken=''
    base_dir
    if [ -e "$base/master.pid" ] || ! command -v openssl >/dev/null; then return; fi
    units=$(${limited:+$limited 5} systemctl show dovecot.service dovecot.socket -p ActiveState,Listen 2>/dev/null)
    case $units in *ActiveState=inactive*ActiveState=active*) ;; *) return ;; esac
    woken=$(echo "$units" | sed -n -e 's/0\.0\.0\.0:/127.0.0.1:/' -e 's/\[::]:/[::1]:/' -e '/^Listen=.* (Stream)$/{
        s/^Listen=\(.*\) (Stream)$/\1/p
        q
    }')
    [ -z "$woken" ] || ${limited:+$limited 5} openssl s_client -connect "$woken" >/dev/null 2>&1
    export woken
}
