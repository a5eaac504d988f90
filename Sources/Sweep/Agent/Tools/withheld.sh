# Tools: filters that remove secrets, and values that no check reads.

# In passdb and userdb the variables of 2.3 are kept too, which 2.4 takes literally.
kept="acl acl_global_path address alt_cert_file alt_key_file auth_cache_size auth_default_domain auth_default_realm auth_mechanisms auth_ssl_require_client_cert auth_username_chars auth_username_format
    auth_username_translation auth_verbose_passwords base base_dir ca_file cert_file chroot client_limit
    debug_log_path default_internal_user default_login_user default_password_scheme default_vsz_limit dovecot_config_version dovecot_storage_version
    driver extra_groups first_valid_uid fts_autoindex_max_recent_msgs gid group haproxy_trusted_networks home
    idle_kill info_log_path instance_name key_file last_valid_uid ldap_base listen location log_path
    login_trusted_networks mail mail_access_groups mail_control_path mail_driver mail_gid mail_home
    mail_chroot mail_inbox_path mail_index_path mail_location mail_max_userip_connections mail_path mail_plugins
    mail_privileged_group mail_uid mechanisms mechanisms_filter mode passdb_default_password_scheme passwd_file_path port prefix
    privileged_group process_limit process_min_avail protocol protocols restart_request_count result_failure result_internalfail
    result_success separator
    valid_chroot_dirs service_count special_use sql_driver sqlite_path ssl ssl_alt_cert ssl_cert ssl_cipher_list
    ssl_client_ca_dir ssl_min_protocol ssl_protocols ssl_server_alt_cert_file ssl_server_alt_key_file ssl_server_cert_file
    ssl_server_key_file storage_size type uid user vsz_limit"
known() {
    awk -v kept="$kept" '
        function variables(value,  found, one) {
            gsub(/%%/, "", value)
            while (match(value, /%[A-Z0-9.-]*[a-z]/)) {
                one = substr(value, RSTART, RLENGTH)
                value = substr(value, RSTART + RLENGTH)
                if (value !~ /^[A-Za-z0-9_]/) found = found " " one
            }
            return found
        }
        function words(value,  count, list, i, all) {
            count = split(value, list, " ")
            for (i = 1; i <= count; i++) {
                if (list[i] !~ /^"?(\/|(uid|gid|home|username_format|scheme)=)/) {
                    if (list[i] ~ /=/) sub(/=.*/, "=(withheld)", list[i])
                    else list[i] = "(withheld)"
                }
                all = all (i > 1 ? " " : "") list[i]
            }
            return all
        }
        function shown(name, value,  bare) {
            bare = value
            gsub(/^"|"$/, "", bare)
            if (bare == "" || bare == "yes" || bare == "no") return value
            if (name == "args") return words(value)
            if ((name == "ssl_key" || name == "ssl_alt_key") && bare ~ /^<[^ ]+$/) return value
            if (name in is_kept && bare !~ /^inline:|-----BEGIN/) return value
            return "(withheld)" (database > 0 ? variables(value) : "")
        }
        BEGIN {
            count = split(kept, list, " ")
            for (i = 1; i <= count; i++) is_kept[list[i]] = 1
        }
        /^[^ =]+: (Info|Warning|Error|Fatal|Panic): / { print; next }
        /^ *[}]$/ {
            if (depth > 0 && --depth < database) database = 0
            print
            next
        }
        /^ *[^ =]+ =/ {
            has_begun = 1
            place = index($0, "=")
            value = substr($0, place + 1)
            sub(/^ /, "", value)
            print substr($0, 1, place) " " shown($1, value)
            next
        }
        /^ *[a-z][a-z0-9_]*( .*)? [{]$/ {
            has_begun = 1
            depth++
            if ($1 == "passdb" || $1 == "userdb") database = depth
            print
            next
        }
        has_begun && NF { print "(withheld)"; next }
        { print }'
}
user_fields() {
    sed -e "/^field	value$/,/^@[0-9a-f]* part/{" -e "/^@[0-9a-f]* part/b" -e "/^$/b" -e "/Error: /b" -e "/Fatal: /b" \
        -e "/	/!s/.*/(withheld)/" -e "}" \
        -e "/^field	value$/b" -e "/^[ug]id	/b" -e "/^home	/b" -e "/^mail	/b" -e "/^mail_location	/b" -e "/^mail_path	/b" \
        -e "/^system_groups_user	/b" -e "s/^\([^	]*	\).*/\1(withheld)/"
}
passdb_fields() {
    sed -e "s/^\(  [^:]*: \).*/\1(withheld)/" -e "/^passdb: /,/^@[0-9a-f]* part/{" -e "/^@[0-9a-f]* part/b" -e "/^$/b" \
        -e "/^passdb: /b" -e "/^  [^:]*: (withheld)$/b" -e "/Error: /b" -e "/Fatal: /b" -e "s/.*/(withheld)/" -e "}"
}
secrets="pass(word|wd|phrase|code)?|pwd|secret|token|nonce|credentials?|(api|auth|access|crypt|private|master)_?key"
scrub() {
    sed -E -e "s/-----BEGIN[^-]*PRIVATE KEY-----.*-----END[^-]*PRIVATE KEY-----/(private key withheld)/" \
        -e "/-----BEGIN[^-]*PRIVATE KEY/,/(-----END[^-]*PRIVATE KEY|^@[0-9a-f]+ part)/{" \
        -e "/^@[0-9a-f]+ part/!s/.*/(private key withheld)/" \
        -e "}" \
        -e "/^@[0-9a-f]+ part/b" \
        -e "/ in configuration file [^:]*: [a-z_0-9\/]*: Can.t open file \/[^:]*: [A-Za-z ]*$/b" \
        -e "s/([A-Za-z0-9_]*($secrets)[0-9]* = ).+/\1(withheld)/" \
        -e "s/([a-z_0-9]*_key = )[^<\/ ].*/\1(withheld)/" \
        -e "s/^( *connect = ).+/\1(withheld)/" \
        -e "s/(([Pp]assword|$secrets)[0-9]*\"? *: ).*/\1(withheld)/" \
        -e "s/^([a-z_0-9]*($secrets|_key)[a-z_0-9]*	).*/\1(withheld)/" \
        -e "s/((pass|pwd|secret|token|nonce|credential|_key)[a-z_0-9]*=)[^	]*/\1(withheld)/g" \
        -e "s/((PASS|PWD|SECRET|TOKEN|NONCE|CREDENTIAL|_KEY)[A-Z_0-9]*=)[^	]*/\1(withheld)/g" \
        -e "s/((-|[Aa]pi)([Kk]ey|[Tt]oken|[Ss]ecret)\"? *: *).*/\1(withheld)/" \
        -e "s/resp=[^ 	]*/resp=(withheld)/g" \
        -e "s/\(([^()]* )?given password: .*/(given password withheld)/" \
        -e "s/(Multiple values found for .* using value ).*/\1(withheld)/" \
        -e "s/Invalid password .*in passdb/Invalid password (withheld) in passdb/" \
        -e "s/\([^()]*\) != .*/(withheld) != (withheld)/" \
        -e "s/([Aa]uthorization: *).*/\1(withheld)/" \
        -e "s/((Bearer|Basic|Negotiate) +)[A-Za-z0-9+\/=._~-]{8,}/\1(withheld)/g" \
        -e "s/near \".*\"/near \"(withheld)\"/" \
        -e "s/near ('.*')( at line|$)/near (withheld)\2/" \
        -e "s/((SELECT|INSERT|UPDATE|DELETE) |select .* from ).*/(query withheld)/" \
        -e "s/(in configuration file .*: Invalid [a-z ]+: ).*/\1(withheld)/" \
        -e "s/(in configuration file .*: Invalid number ).*/\1(withheld)/" \
        -e "s/:\/\/[^\/ @]+@/:\/\/(withheld)@/g" \
        -e "s/[\$][0-9a-z]+[\$][^ :,]*/(hash withheld)/g" \
        -e "s/[{][A-Z][A-Z0-9.-]*[}][^ ]+/(hash withheld)/g" \
        -e "s/[*][0-9A-F]{40}/(hash withheld)/g" \
        -e "s/(^|[^0-9A-Za-z\/._-])[0-9a-f]{32,}([^0-9A-Za-z\/._-]|$)/\1(hash withheld)\2/g" \
        -e "s/:[.\/0-9A-Za-z]{13}:/:(hash withheld):/g"
}
