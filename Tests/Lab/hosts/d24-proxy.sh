# It has no users of its own, and passes each login on to the host that has the mail.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=skipped permissions=pass logs=pass
suite=trixie
variables=dovesweep_role=proxy

before_boot() {
    local backend
    backend=d24-vmail.lab.example
    sed -i 's/^!include auth-system.conf.ext/#&/' "$root/etc/dovecot/conf.d/10-auth.conf"
    install -m 0644 "$state/ca.pem" "$root/etc/dovecot/authority.pem"
    cat >"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		ssl_client_ca_file = /etc/dovecot/authority.pem
		passdb static {
		  fields {
		    nopassword = yes
		    proxy = yes
		    host = $backend
		    hostip = $(host_address "$(host_number d24-vmail)" 4)
		    ssl = yes
		    port = 993
		  }
		}
	END
}

probe_user() {
    echo probe@lab.example
}
