# The userdb is what the passdb has told already: logins work, and nothing else can look accounts up.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=warn user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    sed -i 's|:5000:5000::\([^:]*\)::$|::::::userdb_uid=5000 userdb_gid=5000 userdb_home=\1|' "$root/etc/dovecot/users"
    sed -i -e '/^userdb/,/^}/{/args/d;s/passwd-file/prefetch/}' "$root/etc/dovecot/conf.d/99-lab.conf"
}
