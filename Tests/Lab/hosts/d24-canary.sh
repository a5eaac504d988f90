# Every setting that may hold a secret holds one word, which must not come home. All is well otherwise.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
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
		ssl_server_key_password = $word
		ssl_client_key_password = $word
		http_client_proxy_password = $word
		ldap_auth_dn = cn=$word
		ldap_auth_dn_password = $word
		redis_password = $word
		crypt_user_key_password = $word
		crypt_global_private_key main {
		  crypt_private_key_password = $word
		}
		mysql 127.0.0.1 {
		  user = dovecot
		  password = $word
		}
		oauth2_client_id = other
		oauth2_client_secret = $word
		oauth2_introspection_url = https://x:$word@127.0.0.1/
		oauth2_introspection_mode = post
		import_environment {
		  SECRET_TOKEN = $word
		}
		dict_server {
		  dict other {
		    driver = redis
		    redis_password = $word
		  }
		}
		event_exporter other {
		  driver = http-post
		  format = json
		  time_format = rfc3339
		  http_post_url = https://x:$word@127.0.0.1/
		}
		sql_driver = sqlite
		sqlite_path = /etc/dovecot/users
		passdb sql {
		  skip = authenticated
		  query = SELECT '$word' AS password FROM users WHERE username = '%{user}'
		}
		passdb static {
		  skip = authenticated
		  password = $word
		  fields {
		    pass = $word
		    master = $word
		    any = $word
		  }
		}
		userdb static {
		  skip = found
		  fields {
		    imapc_password = $word
		    token = $word
		  }
		}
	END
    chmod 0600 "$root/etc/dovecot/conf.d/99-lab.conf"
    sed -i "s/\$/userdb_mail_crypt_private_password=$word userdb_any=$word pass=$word token=$word any=$word/" \
        "$root/etc/dovecot/users"
}
