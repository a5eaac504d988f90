# The two images that hosts are made from: Debian 12 (Dovecot 2.3.19, OpenSSH 9.2) and Debian 13 (2.4.1, OpenSSH 10).
# An image holds packages and users, nothing secret and nothing that one host has and another has not.

mirror=${DOVESWEEP_LAB_MIRROR:-http://deb.debian.org/debian}
images=${DOVESWEEP_LAB_IMAGES:-/var/cache/dovesweep-lab}

packages=systemd,systemd-sysv,dbus,openssh-server,sudo,rsyslog,ca-certificates,openssl,procps
packages+=,iproute2,iptables,nftables,netcat-openbsd,tcsh,sqlite3
packages+=,dovecot-imapd,dovecot-pop3d,dovecot-lmtpd,dovecot-sqlite
# What stands behind Dovecot and in front of it, on the hosts that want it.
packages+=,dovecot-mysql,mariadb-server-core,mariadb-client-core,dovecot-ldap,slapd,haproxy

# Timers and consoles that would only cost time and memory; a mail host is judged the same without them.
quiet=(apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer
    systemd-tmpfiles-clean.timer console-getty.service getty.target systemd-networkd.service systemd-networkd.socket
    systemd-resolved.service systemd-timesyncd.service e2scrub_reap.service)

# What a host file enables where it is wanted.
idle=(slapd haproxy)

# The path of a suite's image. Its name changes with the recipe, so that a changed recipe is built anew.
image_path() { # SUITE
    local recipe
    recipe=$(declare -f image_build image_database; echo "$packages ${quiet[*]} ${idle[*]}")
    echo "$images/$1-$(sha256sum <<<"$recipe" | cut -c1-12)"
}

image_build() { # SUITE DIRECTORY
    local suite=$1 root=$2
    local wanted=$packages
    # The coordinator's own library: 1.11, beside the 1.10 of Debian 12.
    [ "$suite" != trixie ] || wanted+=,libssh2-1t64
    debootstrap --variant=minbase --include="$wanted" "$suite" "$root" "$mirror"
    ln -sfn /dev/null "$root/etc/systemd/system/systemd-firstboot.service"
    chroot "$root" systemctl mask "${quiet[@]}"
    chroot "$root" systemctl disable "${idle[@]}"
    chroot "$root" useradd --create-home --shell /bin/sh sweep
    chroot "$root" useradd --create-home --shell /bin/sh probe
    chroot "$root" useradd --uid 5000 --home-dir /var/vmail --shell /usr/sbin/nologin vmail
    image_database "$root"
    # A container has no kernel log of its own; rsyslog would complain at each boot.
    sed -i '/imklog/s/^/#/' "$root/etc/rsyslog.conf"
    # Nothing to be done at first boot: caches are as fresh as the image.
    touch -r "$root/usr" "$root/etc/.updated" "$root/var/.updated"
    # Every host gets its own of these.
    rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id" "$root/var/lib/dbus/machine-id" "$root/etc/resolv.conf"
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
}

# MariaDB without the package that would start it everywhere, as small as it goes: an empty server that only its root
# may use.
image_database() { # DIRECTORY
    local root=$1
    cat >"$root/etc/mysql/mariadb.conf.d/50-lab.cnf" <<-END
		[mariadbd]
		socket = /run/mysqld/mysqld.sock
		bind-address = 127.0.0.1
		performance-schema = off
		innodb-buffer-pool-size = 6M
		innodb-log-file-size = 4M
		innodb-temp-data-file-path = ibtmp1:3M:autoextend
		innodb-undo-tablespaces = 0
		key-buffer-size = 1M
	END
    cat >"$root/etc/systemd/system/mariadb.service" <<-END
		[Service]
		Type=notify
		User=mysql
		RuntimeDirectory=mysqld
		ExecStart=/usr/sbin/mariadbd
		[Install]
		WantedBy=multi-user.target
	END
    chroot "$root" useradd --system --home-dir /var/lib/mysql --shell /usr/sbin/nologin mysql
    chroot "$root" mariadb-install-db --user=mysql --auth-root-authentication-method=socket --skip-test-db
}

# Built under another name and renamed when whole: an interrupted build is never taken for an image.
image_ensure() { # SUITE
    local path
    path=$(image_path "$1")
    [ ! -d "$path" ] || return 0
    say "building the image of $1 (a minute or two)"
    mkdir -p "$images"
    local partial=$path.partial.$$
    image_build "$1" "$partial" >"$path.log" 2>&1 </dev/null &
    if ! wait $!; then
        rm -rf --one-file-system "$partial"
        die "the image of $1 could not be built; see $path.log"
    fi
    mv -T "$partial" "$path"
    rm -f "$path.log"
}

images_ensure() { # SUITE...
    local suite pids=() pid
    for suite; do
        image_ensure "$suite" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || die "no image, no hosts"; done
}
