# Probe account: what Dovecot knows of the probe account, and the files of its mail.

account=$1
{
    # Dovecot refuses others, and logs an error.
    me=root
    [ "$self" = 0 ] || me=$(id -un)
    asked() {
        case $me in
        root | dovecot | "$account")
            [ -z "$socket" ] || set -- -o "$socket" "$@"
            doveadm "$@"
            ;;
        *) echo "Permission denied: only root and dovecot may look accounts up" && return 77 ;;
        esac
    }
    # A listener with mode 0 does not exist. auth-master gives the same answers.
    socket=
    case $written in
    *"unix_listener auth-userdb {"*)
        base_dir
        ! written 2>/dev/null | awk '
            /^  unix_listener auth-userdb [{]$/ { inside = 1 }
            /^  [}]/ { inside = 0 }
            inside && $1 == "mode" && $3 ~ /^0+$/ { found = 1 }
            END { exit !found }' || socket=auth_socket_path=$base/auth-master
        ;;
    esac
    # A passdb may serve only one protocol or some addresses, so this asks like a login.
    lookup=$(part lookup asked auth lookup -x service=imap ${client:+-x "rip=$client"} ${server:+-x "lip=$server"} "$account")
    say "$lookup" | passdb_fields
    # The passdb may return another name.
    known_as=
    case $lookup in *"
  user"*) known_as=$(say "$lookup" | sed -n "/^  user *: /{
        s///p
        q
    }") ;;
    esac
    case $known_as in "" | -*) known_as=$account ;; esac
    [ "$known_as" = "$account" ] || part name say "$known_as"
    # doveadm of 2.4 ignores `protocol imap`, so these settings become options.
    overrides=
    case $written in *"protocol imap {"*) overrides=$(written 2>/dev/null | awk '
        /^protocol imap [{]$/ { inside = 1; next }
        /^[}]/ { inside = 0 }
        inside && /^  mail_(driver|path|home|inbox_path|index_path|control_path) = [^"]*$/ {
            sub(/^ +/, "")
            sub(/ = /, "=")
            print "-o\n" $0
        }') ;;
    esac
    for_imap() {
        IFS=$feed
        set -f
        # A word a line.
        # shellcheck disable=SC2086
        asked $overrides "$@"
        status=$?
        set +f
        unset IFS
        return "$status"
    }
    known=$(part user for_imap user -x service=imap "$known_as" | user_fields)
    say "$known"
    # The password scheme and userdb fields in a passwd-file, if root alone can have put the file there.
    stored() {
        written 2>/dev/null | account=$account awk '
            # A file for each domain or account.
            function filled(path,  local, domain, at) {
                at = index(ENVIRON["account"], "@")
                local = at ? substr(ENVIRON["account"], 1, at - 1) : ENVIRON["account"]
                domain = at ? substr(ENVIRON["account"], at + 1) : ""
                gsub(/[%]L?u|[%][{] *user( *[|] *lower)? *[}]/, ENVIRON["account"], path)
                gsub(/[%]L?n|[%][{] *user *[|] *username( *[|] *lower)? *[}]/, local, path)
                gsub(/[%]L?d|[%][{] *user *[|] *domain( *[|] *lower)? *[}]/, domain, path)
                return path
            }
            /^(passdb|userdb).* [{]$/ { inside = $1 }
            /^[}]/ { inside = "" }
            inside != "" && /^  (passwd_file_path|args) = / {
                path = $0
                sub(/^  [a-z_]* = /, "", path)
                if ($1 == "args") sub(/^.* /, "", path)
                path = filled(path)
                if (path ~ /^\// && path !~ /[%]|\/[.][.]\//) print inside, path
            }' |
        while read -r kind one; do
            if [ "$kind" = userdb ]; then
                [ -e "$one" ] || echo "absent-userdb $one"
                continue
            fi
            [ -e "$one" ] || { echo "absent $one" && continue; }
            if [ "$self" != 0 ] || [ ! -f "$one" ] || [ -h "$one" ]; then continue; fi
            [ "$(reader_of "$one")" = "0 0" ] || continue
            account=$account file=$one awk '
                # The length of a digest (crypt(5)); that of bcrypt follows its salt.
                BEGIN { digest["1"] = 22; digest["5"] = 43; digest["6"] = 86; digest["2a"] = digest["2y"] = 53 }
                # A byte order mark, and capitals, which Dovecot does not look for.
                NR == 1 && /^\357\273\277/ { print "mark" }
                $0 == ENVIRON["account"] || index($0, ENVIRON["account"] ":") == 1 { print "named " ENVIRON["file"] }
                index(tolower($0), tolower(ENVIRON["account"]) ":") == 1 && index($0, ENVIRON["account"] ":") != 1 {
                    print "spelt " substr($0, 1, length(ENVIRON["account"]))
                }
                index($0, ENVIRON["account"] ":") == 1 {
                    rest = substr($0, length(ENVIRON["account"]) + 2)
                    # A colon too many moves the numbers.
                    if (split(rest, words, ":") > 3 && words[2] == "" && words[3] ~ /^[0-9]+$/ && words[4] ~ /^[0-9]+$/) {
                        print "shifted " ENVIRON["file"]
                    }
                    hash = rest
                    sub(/:.*/, "", hash)
                    if (match(rest, /^[{][A-Za-z0-9.-]+[}]/)) print "scheme " substr(rest, 2, RLENGTH - 2)
                    count = split(hash, words, "$")
                    if (count > 2 && words[2] in digest && length(words[count]) < digest[words[2]]) print "hash cut"
                    for (i = 0; i < 6; i++) if (!sub(/^[^:]*:/, "", rest)) exit
                    count = split(rest, words, " ")
                    for (i = 1; i <= count; i++) {
                        if (words[i] ~ /^allow_(real_)?nets=/) {
                            print "allow_nets\t" substr(words[i], index(words[i], "=") + 1)
                        }
                        if (words[i] ~ /^(mail|mail_path|mail_driver|mail_location|home|uid|gid)=/) {
                            print "unprefixed " substr(words[i], 1, index(words[i], "=") - 1)
                        }
                        if (words[i] !~ /^userdb_(uid|gid|home|mail|mail_path)=/) continue
                        sub(/^userdb_/, "", words[i])
                        sub(/=/, "\t", words[i])
                        print words[i]
                    }
                    exit
                }' "$one"
        done
    }
    # The driver of all userdbs, if that one answers no lookup: the path is then computed, from the passdb or the
    # configuration.
    silent=
    [ "${known%"$mark part-status 0"}" != "$known" ] || silent=$(written 2>/dev/null | awk '
        /^userdb/ { inside = 1; name = $2 }
        inside && $1 == "driver" { name = $3 }
        inside && /^}/ { inside = 0; if (all == "") all = name; if (name != all) all = "several" }
        END { if (all == "prefetch" || all == "static") print all }')
    # The fields of one static userdb: `args = uid=vmail home=/home/%u` in 2.3, a section `fields` in 2.4.
    static_fields() {
        written 2>/dev/null | name=$known_as awk '
            function put(field, value,  local, domain, at) {
                if (field !~ /^(uid|gid|home|mail|mail_path)$/) return
                at = index(ENVIRON["name"], "@")
                local = at ? substr(ENVIRON["name"], 1, at - 1) : ENVIRON["name"]
                domain = at ? substr(ENVIRON["name"], at + 1) : ""
                gsub(/[%]L?u|[%][{]user( [|] lower)?[}]/, ENVIRON["name"], value)
                gsub(/[%]L?n|[%][{]user [|] username( [|] lower)?[}]/, local, value)
                gsub(/[%]L?d|[%][{]user [|] domain( [|] lower)?[}]/, domain, value)
                if (value ~ /[%(]/) unknown = 1
                fields = fields field "\t" value "\n"
            }
            /^userdb/ { inside = 1; count++ }
            inside && $1 == "args" {
                for (i = 3; i <= NF; i++) put(substr($i, 1, index($i, "=") - 1), substr($i, index($i, "=") + 1))
            }
            inside && /^  fields [{]/ { listed = 1 }
            listed && $2 == "=" { put($1, substr($0, index($0, "=") + 2)) }
            /^  [}]/ { listed = 0 }
            /^[}]/ { inside = 0 }
            END { if (count == 1 && !unknown) printf "%s", fields }'
    }
    case $silent$written in
    static*) stored=$(part stored static_fields) ;;
    *passwd-file* | "" | prefetch) stored=$(part stored stored) ;;
    *) stored=$(part stored :) ;;
    esac
    say "$stored"
    [ -z "$silent" ] || known="$known
$stored"
    field() {
        rest=${known#*"
$1	"}
        [ "$rest" = "$known" ] || echo "${rest%%"
"*}"
    }
    . Probes/account/path.sh
    found=$(part inbox path_of mailbox)
    say "$found"
    # Whether the mail is an mbox, or its indexes or control files are elsewhere.
    apart() {
        case $(field mail) in mbox:* | *:INDEX=* | *:CONTROL=*) return 0 ;; esac
        setting mail_driver
        [ "$value" != mbox ] || return 0
        setting mail_index_path
        [ -z "$value" ] || return 0
        setting mail_control_path
        [ -n "$value" ]
    }
    # All directories from the root to the configured ones.
    trails() {
        for one in "$home" "$path" "$index" "$control" "$acl"; do
            case $one in /*) trail "$one" ;; esac
        done | sort -u
    }
    # The same of what links on these ways lead to: `LINK -> TARGET`.
    targets() {
        for one in $ways; do
            if [ -h "$one" ] && [ -e "$one" ]; then say "$one -> $(readlink -f -- "$one" | sed q)"; fi
        done
    }
    # Links that root does not own.
    # shellcheck disable=SC2086
    links() { find $ways $contents -prune -type l ! -user 0 2>/dev/null; }
    dangling() {
        for one in $ways $contents; do
            if [ -h "$one" ] && [ ! -e "$one" ]; then say "$one -> $(readlink -- "$one" | sed q)"; fi
        done
    }
    linked() {
        for one in $ways $contents; do [ ! -h "$one" ] || say "$one"; done
    }
    # Runs as the mail user, in one process for speed. Paths may contain blanks and globs.
    visit='. Probes/account/visit.sh'
    # piece NAME: prints one piece of $seen and returns its status.
    piece() {
        text="" status=""
        for line in $seen; do
            case $line in
            "/// $1") text="" status=1 ;;
            "/// status "*)
                if [ -n "$status" ]; then
                    status=${line#"/// status "}
                    break
                fi
                ;;
            *) text=$text$feed$line ;;
            esac
        done
        say "${text#?}"
        case $status in "" | *[!0-9]*) return 1 ;; esac
        return "$status"
    }
    entries() {
        # shellcheck disable=SC2086
        ls -ldL -- $ways
        piece entries
    }
    # The mail user can forge these pieces: they name nothing outside the mailbox.
    is_inside() {
        case $1 in
        */../* | */..) return 1 ;;
        "$path" | "$path"/* | "$root" | "$root"/*) ;;
        *) return 1 ;;
        esac
    }
    # A directory beside the home, with the same name or that of the account but for the case.
    is_namesake() {
        [ "${1%/*}" = "${home%/*}" ] || return 1
        say "${1##*/}" | grep -qixF -e "${home##*/}" -e "$account" -e "${account%%@*}"
    }
    stores() {
        say "root $root"
        for line in $(piece stores); do
            one=/${line#*/}
            case $one in
            "/var/mail/$account" | "$home" | "$home/Maildir" | "$home/mail" | "$home"/[ms]dbox | "$home/dbox") say "$line" ;;
            *) if is_inside "$one" || is_namesake "${one%/Maildir}"; then say "$line"; fi ;;
            esac
        done
        piece stores >/dev/null
    }
    closed() {
        for line in $(piece closed); do ! is_inside "/${line#*/}" || say "$line"; done
        piece closed >/dev/null
    }
    ids() {
        { [ -z "$uid" ] || named uid passwd "$uid"; } && { [ -z "$gid" ] || named gid group "$gid"; }
    }
    numbers() {
        echo "uid $(number_of passwd "$uid")"
        echo "gid $(number_of group "$gid")"
    }
    number_of() {
        case $2 in
        *[!0-9]*) { getent "$1" "$2" 2>/dev/null || awk -F: -v name="$2" '$1 == name' "/etc/$1"; } | cut -d: -f3 ;;
        *) echo "$2" ;;
        esac
    }
    named() {
        if command -v getent >/dev/null; then entry=$(getent "$2" "$3")
        else entry=$(grep "^[^:]*:[^:]*:$3:" "/etc/$2")
        fi
        status=$?
        echo "$1 ${entry%%:*}"
        # Not found: getent returns 2, grep 1.
        [ "$status" -le 2 ]
    }
    # It creates missing mailboxes and indexes, so only on request.
    quota() {
        case $(written 2>/dev/null) in
        *quota*) asked -f tab quota get -u "$known_as" ;;
        esac
    }
    mounts() { cut -c 1-300 "/proc/${inner:-self}/mounts"; }
    # Mounts that the host lacks, or that differ there.
    own_mounts() { grep -vxF -f /proc/self/mounts "/proc/$inner/mounts" | cut -c 1-300; }
    # Directories that Dovecot sees elsewhere than the host, and whether the host has mail there.
    # shellcheck disable=SC2086
    own_places() {
        theirs=$(nsenter -t "$inner" -m stat -L -c "%d:%i %n" -- $ways 2>/dev/null)
        own=$(stat -L -c "%d:%i %n" -- $ways 2>/dev/null | while read -r one; do
            case $feed$theirs$feed in
            *"$feed$one$feed"*) ;;
            *) say "${one#* }" ;;
            esac
        done)
        [ -n "$own" ] || return 0
        say "$own"
        # As the mail user, on the host.
        their=$inner inner=
        # shellcheck disable=SC2016
        case $(as_user sh -c 'find "$1" -type f 2>/dev/null | head -n 1' found "$path") in
        /*) say "mail" ;;
        esac
        inner=$their
    }
    mount_units() {
        set +f
        for one in /etc/systemd/system/*.mount /run/systemd/generator*/*.mount /usr/lib/systemd/system/*.mount; do
            [ ! -e "$one" ] || say "${one##*/}"
        done
        set -f
    }
    wanted() { sed -E "s/($secrets|pass)[a-z0-9_]*=[^, 	]*/\1 (withheld)/g" /etc/fstab; }
    look() {
        part file say "$path"
        [ -z "$index$control$acl" ] || part apart say "index $index${feed}control $control${feed}acl $acl"
        part trail entries
        part links links
        part dangling dangling
        part linked linked
        part targets say "$led"
        deepest=/
        for one in $ways; do
            [ ! -e "$one" ] || case $path in "$one"*) deepest=$one ;; esac
        done
        part ids ids
        part stores stores
        part closed closed
        case $wants in *mailbox*) [ ! -e "$path" ] || part quota quota ;; esac
        part maildirsize piece maildirsize
        part bytes df -P -- "$deepest"
        part inodes df -Pi -- "$deepest"
        part fstab wanted
        # In containers and clusters something else mounts.
        [ -e /run/systemd/container ] || [ -e /.dockerenv ] || [ -e /etc/corosync/corosync.conf ] ||
            part mount-units mount_units
        part mounts mounts
        if [ -n "$inner" ]; then
            part own-mounts own_mounts
            part own-places own_places
        fi
        [ -z "$uid" ] || part access piece access
    }
    # Warnings may stand before it.
    first_path() {
        path=/${1#*"$feed/"}
        [ "$path" != "/$1" ] || path=
        path=${path%%"$feed"*}
    }
    first_path "$found"
    if [ -n "$path" ]; then
        uid=$(field uid) gid=$(field gid) home=$(field home) member=$(field system_groups_user)
        index="" control="" acl=""
        if [ -z "$uid" ]; then
            setting mail_uid
            uid=$value
            setting mail_gid
            gid=$value
        fi
        case $uid$gid in
        *[!0-9]*)
            part numbers numbers
            uid=$(number_of passwd "$uid") gid=$(number_of group "$gid")
            ;;
        esac
        if apart; then
            place=$path
            first_path "$feed$(path_of index)" && index=$path
            first_path "$feed$(path_of control)" && control=$path
            path=$place
        fi
        # The global ACLs, which 2.3 names in `plugin`.
        case $written in
        *acl*)
            acl=$(written 2>/dev/null | sed -n "s/^  acl = vfile:\(\/[^:]*\).*/\1/p${feed}s/^acl_global_path = \//\//p" | sed q)
            ;;
        esac
        # Without the suffix of the driver.
        root=$path
        # The folders of an mbox are beside its indexes.
        case $index in */.imap/INBOX) root=${index%/.imap/INBOX} ;; esac
        root=${root%/mailboxes/INBOX/dbox-Mails}
        groups=
        [ -z "$member" ] || groups=$(id -G -- "$member" | tr " " ,)
        setting mail_access_groups
        shared=
        [ -z "$value" ] || shared=$(echo "$value" | tr -s ", " ,)
        groups=$groups${groups:+${shared:+,}}$shared
        base_dir
        master=$(master_pid 2>/dev/null)
        inner=
        # Only if root owns the process: otherwise root would run programs of another user.
        # dash, bash, busybox and mksh have -ef.
        # shellcheck disable=SC3013
        if [ ! "/proc/$master/ns/mnt" -ef /proc/self/ns/mnt ] && is_roots "$master" &&
            nsenter -t "$master" -m true 2>/dev/null; then inner=$master; fi
        set -f
        IFS=$feed
        ways=$(trails)
        led=$(targets)
        [ -z "$led" ] || ways=$({
            say "$ways"
            for one in $led; do trail "${one#* -> }"; done
        } | sort -u)
        seen=$(as_user sh -c "$visit" visit "$root" "$path" "$home" "$account" "$index" "$control" "$ways" \
            "$uid")
        names=$(for one in $(piece names); do
            case $one in
            */../* | */..) ;;
            "$path"/dovecot* | "$root"/storage/dovecot*) say "$one" ;;
            "${index:-$path}"/dovecot* | "${control:-$path}"/dovecot*) say "$one" ;;
            esac
        done)
        contents="$path/cur$feed$path/new$feed$path/tmp$feed$names"
        [ ! -d "$root/storage" ] || contents=$contents$feed$root/storage
        look
    fi
} | scrub
