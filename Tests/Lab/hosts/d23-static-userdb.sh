# Static userdb over PAM: lookups cannot answer for any user, and all logins work. No alarm, but where the mail is and
# who may use it cannot be known.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=skipped password=pass mail-location=unknown permissions=unknown logs=pass
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
