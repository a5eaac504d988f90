# Static userdb over PAM: lookups cannot answer for any user, and all logins work. The fields are those of the configuration.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    sed -i 's/^!include auth-system.conf.ext/#&/' "$root/etc/dovecot/conf.d/10-auth.conf"
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		passdb {
		  driver = pam
		}
		userdb {
		  driver = static
		  args = uid=probe gid=probe home=/home/%u
		}
	END
}
