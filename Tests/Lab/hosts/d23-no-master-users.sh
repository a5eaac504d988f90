# The file of master users is not there: ordinary logins are not touched.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=warn user=pass password=pass mail-location=pass permissions=pass logs=warn
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		auth_master_user_separator = *
		passdb {
		  driver = passwd-file
		  args = /etc/dovecot/master-users
		  master = yes
		  result_success = continue
		}
	END
}
