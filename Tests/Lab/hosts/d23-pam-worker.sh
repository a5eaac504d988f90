# The process that asks PAM is not root, and may not read the hashes: every password is refused.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
#= person the worker has to be root again
suite=bookworm

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		service auth-worker {
		  user = $default_internal_user
		}
	END
}
