# A program checks passwords, and everybody may read and run it: there is no secret in it.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    install -m 0755 /dev/stdin "$root/usr/local/bin/checkpassword" <<-'END'
		#!/bin/bash
		{ read -r -d '' user; read -r -d '' password; } <&3
		IFS=: read -r name hash rest < <(grep -F "$user:" /etc/dovecot/users) || exit 3
		hash=${hash#\{CRYPT\}} salt=${hash#\$6\$}
		[ "$(openssl passwd -6 -salt "${salt%%\$*}" -stdin <<<"$password")" = "$hash" ] || exit 1
		export USER=$user
		exec "$@"
	END
    sed -i '/^passdb/,/^}/{s/passwd-file/checkpassword/;s|args = .*|args = /usr/local/bin/checkpassword|}' "$root/etc/dovecot/conf.d/99-lab.conf"
}
