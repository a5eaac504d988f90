# A passdb with deny = yes lists the account.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=pass permissions=pass logs=pass
#= person whether the account may log in is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    echo probe@lab.example >"$root/etc/dovecot/deny-users"
    cat >"$root/etc/dovecot/conf.d/05-deny.conf" <<-END
		passdb {
		  driver = passwd-file
		  deny = yes
		  args = /etc/dovecot/deny-users
		}
	END
}
