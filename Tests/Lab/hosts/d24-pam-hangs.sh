# PAM runs a program that does not end: lookups are answered, and no login is.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=blocked mail-location=pass permissions=pass logs=pass
#= person what the module waits for is for a person to mend
suite=trixie

before_boot() { sed -i '1i auth required pam_exec.so /bin/sleep 300' "$root/etc/pam.d/dovecot"; }
