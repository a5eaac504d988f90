# What every container has before it boots: a sane mail host as a careful operator would leave it, changed as little as
# possible from the packages. A host file's before_boot then makes it what it is. All work on $root of the host $name.

base_make() {
    base_system
    base_ssh
    base_mail
    base_accounts
}

base_system() {
    echo "$name" >"$root/etc/hostname"
    printf '127.0.0.1 localhost\n%s %s.lab.example %s\n' "$address" "$name" "$name" >"$root/etc/hosts"
    systemd-machine-id-setup --root="$root" >/dev/null 2>&1
}

base_ssh() {
    local type bits
    for type in ed25519:256 ecdsa:256 rsa:2048; do
        bits=${type#*:} type=${type%:*}
        ssh-keygen -q -t "$type" -b "$bits" -N '' -C "root@$name" -f "$root/etc/ssh/ssh_host_${type}_key"
    done
    install -d -o 1000 -g 1000 -m 0700 "$root/home/sweep/.ssh"
    cat "$state"/id_{ed25519,ecdsa,rsa}.pub >"$root/home/sweep/.ssh/authorized_keys"
    echo 'sweep ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/sweep"
    chmod 0440 "$root/etc/sudoers.d/sweep"
}

# Debian's configuration and paths as packaged, and one file of ours.
base_mail() {
    local dovecot=$root/etc/dovecot
    certificate_issue "$name.lab.example" "$dovecot/private/dovecot.pem" "$dovecot/private/dovecot.key"
    install -m 0644 "$lab/config/$suite-$accounts.conf" "$dovecot/conf.d/99-lab.conf"
    [ "$accounts" = system ] || sed -i 's/^!include auth-system.conf.ext/#&/' "$dovecot/conf.d/10-auth.conf"
}

base_accounts() {
    local hash=${account_hash:-$(password_hash <"$state/probe.password")} gid
    gid=$(chroot "$root" id -g dovecot)
    case $accounts in
    system)
        chroot "$root" chpasswd --encrypted <<<"probe:$hash"
        base_mailbox /home/probe "$(chroot "$root" id -u probe)"
        ;;
    virtual)
        install -m 0640 -g "$gid" /dev/stdin "$root/etc/dovecot/users" \
            <<<"$(probe_user):{CRYPT}$hash:5000:5000::$virtual_home::"
        base_virtual_mailbox
        ;;
    sql)
        install -m 0640 -g "$gid" /dev/null "$root/etc/dovecot/users.sqlite"
        chroot "$root" sqlite3 /etc/dovecot/users.sqlite <<-END
			CREATE TABLE users (username TEXT PRIMARY KEY, password TEXT, uid INTEGER, gid INTEGER, home TEXT);
			INSERT INTO users VALUES ('$(probe_user)', '{CRYPT}$hash', 5000, 5000, '$virtual_home');
		END
        base_virtual_mailbox
        ;;
    mysql | ldap)
        "${accounts}_make" "$hash"
        base_virtual_mailbox
        ;;
    esac
}

# Nothing was touched just before the start: times in whole seconds must not tell of edits that never were.
base_age() {
    find "$root/etc/dovecot" -mmin -60 -exec touch --no-dereference --date='1 day ago' {} +
}

virtual_home=/var/vmail/lab.example/probe

probe_user() {
    case $accounts in
    system) echo probe ;;
    *) echo probe@lab.example ;;
    esac
}

base_virtual_mailbox() {
    install -d -o 5000 -g 5000 -m 0700 "$root/var/vmail" "$root${virtual_home%/*}"
    base_mailbox "$virtual_home" 5000
}

# A Maildir with one unread message.
base_mailbox() { # HOME UID
    local maildir=$root$1/Maildir
    mkdir -p "$maildir"/{cur,new,tmp}
    printf 'From: lab@lab.example\nTo: probe@lab.example\nSubject: One message\n\nHello.\n' \
        >"$maildir/new/1700000000.M1P1.lab"
    chmod -R go= "$root$1"
    chown -R "$2:$2" "$root$1"
}
