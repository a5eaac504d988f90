# Servers that Dovecot asks for accounts, on the host itself: filled before the boot, while nobody uses them.

# Hosts without one pay nothing for it.
backend_enable() { # SERVICE
    chroot "$root" systemctl enable "$1"
    install -D -m 0644 /dev/stdin "$root/etc/systemd/system/dovecot.service.d/backend.conf" <<-END
		[Unit]
		After=$1.service
	END
}

# How Dovecot reaches it: the password is for root alone.
backend_access() { # FILE (its text on standard input)
    install -m 0600 /dev/stdin "$root/etc/dovecot/$1"
}

mysql_make() { # HASH
    local password
    password=$(cat "$state/backend.password")
    backend_enable mariadb
    mysql_say <<-END
		CREATE DATABASE mail;
		CREATE TABLE mail.users (username VARCHAR(128) PRIMARY KEY, password VARCHAR(160), uid INT, gid INT, home VARCHAR(255));
		INSERT INTO mail.users VALUES ('$(probe_user)', '{CRYPT}$1', 5000, 5000, '$virtual_home');
		FLUSH PRIVILEGES;
		CREATE USER dovecot@127.0.0.1 IDENTIFIED BY '$password';
		CREATE USER dovecot@localhost IDENTIFIED BY '$password';
		GRANT SELECT ON mail.* TO dovecot@127.0.0.1;
		GRANT SELECT ON mail.* TO dovecot@localhost;
	END
    case $suite in
    bookworm)
        backend_access dovecot-sql.conf.ext <<-END
			driver = mysql
			connect = host=127.0.0.1 dbname=mail user=dovecot password=$password
			password_query = SELECT username AS user, password FROM users WHERE username = '%u'
			user_query = SELECT home, uid, gid FROM users WHERE username = '%u'
			iterate_query = SELECT username AS user FROM users
		END
        ;;
    trixie)
        backend_access backend.conf <<-END
			sql_driver = mysql
			mysql 127.0.0.1 {
			  user = dovecot
			  password = $password
			  dbname = mail
			}
		END
        ;;
    esac
}

# Statements, one a line, to a server that runs for them alone.
mysql_say() {
    chroot "$root" mariadbd --bootstrap --user=mysql
}

ldap_base=dc=lab,dc=example

ldap_make() { # HASH
    backend_enable slapd
    sed -i 's|^SLAPD_CONF=.*|SLAPD_CONF=/etc/ldap/slapd.conf|' "$root/etc/default/slapd"
    ldap_server | install -m 0640 -g "$(chroot "$root" id -g openldap)" /dev/stdin "$root/etc/ldap/slapd.conf"
    rm -rf "$root"/etc/ldap/slapd.d "$root"/var/lib/ldap/*
    ldap_entries "$1" | chroot "$root" slapadd -f /etc/ldap/slapd.conf
    chroot "$root" chown -R openldap:openldap /var/lib/ldap
    case $suite in
    bookworm)
        # The two must not share a connection, whose bind changes: the same settings by another name.
        ldap_access | backend_access dovecot-ldap.conf.ext
        ln -s dovecot-ldap.conf.ext "$root/etc/dovecot/dovecot-ldap-userdb.conf.ext"
        ;;
    trixie)
        backend_access backend.conf <<-END
			ldap_uris = ldap://127.0.0.1
			ldap_auth_dn = cn=dovecot,$ldap_base
			ldap_auth_dn_password = $(cat "$state/backend.password")
			ldap_base = ou=people,$ldap_base
		END
        ;;
    esac
}

ldap_access() {
    cat <<-END
		uris = ldap://127.0.0.1
		dn = cn=dovecot,$ldap_base
		dnpass = $(cat "$state/backend.password")
		base = ou=people,$ldap_base
		auth_bind = yes
		pass_attrs = mail=user
		pass_filter = (mail=%u)
		user_attrs = homeDirectory=home, uidNumber=uid, gidNumber=gid
		user_filter = (mail=%u)
	END
}

ldap_server() {
    local schema
    for schema in core cosine inetorgperson nis; do echo "include /etc/ldap/schema/$schema.schema"; done
    cat <<-END
		pidfile /run/slapd/slapd.pid
		argsfile /run/slapd/slapd.args
		modulepath /usr/lib/ldap
		moduleload back_mdb
		database mdb
		suffix $ldap_base
		directory /var/lib/ldap
		index mail eq
		access to attrs=userPassword by dn.exact=cn=dovecot,$ldap_base read by anonymous auth by * none
		access to * by dn.exact=cn=dovecot,$ldap_base read by * none
	END
}

ldap_entries() { # HASH
    cat <<-END
		dn: $ldap_base
		objectClass: organization
		objectClass: dcObject
		o: lab

		dn: ou=people,$ldap_base
		objectClass: organizationalUnit

		dn: cn=dovecot,$ldap_base
		objectClass: organizationalRole
		objectClass: simpleSecurityObject
		userPassword: {CRYPT}$(password_hash <"$state/backend.password")

		dn: uid=probe,ou=people,$ldap_base
		objectClass: inetOrgPerson
		objectClass: posixAccount
		cn: Probe
		sn: Probe
		mail: $(probe_user)
		uidNumber: 5000
		gidNumber: 5000
		homeDirectory: $virtual_home
		userPassword: {CRYPT}$1
	END
}
