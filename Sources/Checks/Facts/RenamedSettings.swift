/// What 2.3's settings are called in 2.4, where a start with the old name fails ("Upgrading Dovecot v2.3 to v2.4").
let renamedSettings: [String: String] = [
    "ssl_cert": "ssl_server_cert_file = PATH (without `<`)",
    "ssl_key": "ssl_server_key_file = PATH (without `<`)",
    "ssl_ca": "ssl_server_ca_file = PATH (without `<`)",
    "ssl_dh": "ssl_server_dh_file = PATH (without `<`)",
    "ssl_protocols": "ssl_min_protocol = TLSv1.2",
    "ssl_prefer_server_ciphers": "ssl_server_prefer_ciphers = server",
    "disable_plaintext_auth": "auth_allow_cleartext, which asks the other way round",
    "mail_location": "mail_driver and mail_path",
    "auth_worker_max_count": "service auth-worker { process_limit }",
    "args": "settings of the driver's own, such as passwd_file_path",
    "plugin": "the plugin's settings at top level",
    "service_count": "restart_request_count",
    "idle_kill": "idle_kill_interval",
    "imap_id_log": "an event filter on imap_id_received",
]
