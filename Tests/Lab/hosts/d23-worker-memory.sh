# The workers of the auth process may use too little memory to load the driver, which then looks as if it were not installed.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the limit is raised in the configuration, by hand
suite=bookworm
accounts=mysql

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		service auth-worker {
		  vsz_limit = 10 M
		}
	END
}
