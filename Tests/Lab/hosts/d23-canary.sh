# Every setting that may hold a secret holds one word, which must not come home. All is well otherwise.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    local word=C4nary-Of-The-Lab
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		doveadm_password = $word
		doveadm_api_key = $word
		auth_policy_server_api_header = Authorization: Basic $word
		auth_policy_hash_nonce = $word
		imapc_password = $word
		pop3c_password = $word
		submission_relay_password = $word
		ssl_key_password = $word
		import_environment = TZ SECRET_TOKEN=$word
		plugin {
		  mail_crypt_global_private_key = $word
		  mail_crypt_private_password = $word
		  fts_solr = url=http://x:$word@127.0.0.1/
		  other = $word
		}
		dict {
		  other = redis:host=127.0.0.1:password=$word
		}
		event_exporter other {
		  format = json
		  format_args = time-rfc3339
		  transport = http-post
		  transport_args = https://x:$word@127.0.0.1/
		}
		passdb {
		  driver = sql
		  args = /etc/dovecot/other-sql.conf.ext
		  skip = authenticated
		}
		passdb {
		  driver = static
		  args = password=$word pass=$word master=$word any=$word
		  skip = authenticated
		}
		userdb {
		  driver = static
		  args = uid=5000 gid=5000 home=/home/%u imapc_password=$word token=$word
		  skip = found
		}
	END
    install -m 0600 /dev/stdin "$root/etc/dovecot/other-sql.conf.ext" <<-END
		driver = sqlite
		connect = /etc/dovecot/$word
		password_query = SELECT '$word' AS password FROM users WHERE username = '%u'
	END
    chmod 0600 "$root/etc/dovecot/conf.d/99-lab.conf"
    sed -i "s/\$/userdb_mail_crypt_private_password=$word userdb_any=$word pass=$word token=$word any=$word/" \
        "$root/etc/dovecot/users"
}
