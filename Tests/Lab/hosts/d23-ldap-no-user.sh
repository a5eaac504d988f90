# The account is not in the directory; another one is.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person the account's numbers and home are for a person to say
suite=bookworm
accounts=ldap

before_boot() {
    chroot "$root" slapmodify -f /etc/ldap/slapd.conf <<-END
		dn: uid=probe,ou=people,$ldap_base
		changetype: modify
		replace: mail
		mail: somebody@lab.example
	END
    chroot "$root" chown -R openldap:openldap /var/lib/ldap
}
