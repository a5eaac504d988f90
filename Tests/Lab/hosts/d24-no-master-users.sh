# The file of master users is not there: ordinary logins are not touched.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=warn user=pass password=pass mail-location=pass permissions=pass logs=pass|warn
suite=trixie
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		auth_master_user_separator = *
		passdb master {
		  driver = passwd-file
		  passwd_file_path = /etc/dovecot/master-users
		  master = yes
		  result_success = continue
		}
	END
}
