# Keys, certificates and passwords: made anew for each lab, all in its state directory, which only root can enter.

secrets_ensure() {
    [ ! -e "$state/probe.password" ] || return 0
    (umask 077 && secrets_make)
}

secrets_make() {
    local type
    for type in ed25519 ecdsa rsa; do
        ssh-keygen -q -t "$type" -N '' -C "sweep $type" -f "$state/id_$type"
    done
    cp "$state/id_ed25519" "$state/id_encrypted"
    cp "$state/id_ed25519.pub" "$state/id_encrypted.pub"
    openssl rand -hex 12 >"$state/id_encrypted.pass"
    passphrase_set "$state/id_encrypted" "$state/id_encrypted.pass"
    authority_make
    openssl rand -hex 16 >"$state/sweep.password"
    openssl rand -hex 16 >"$state/backend.password"
    # The last of them, and so the sign that all are there.
    openssl rand -hex 16 >"$state/probe.password"
}

# The passphrase goes in by a program that prints the file: it is in no argument.
passphrase_set() { # KEY FILE
    local askpass=$state/askpass
    printf '#!/bin/sh\ncat %q\n' "$2" >"$askpass"
    chmod 0700 "$askpass"
    SSH_ASKPASS=$askpass SSH_ASKPASS_REQUIRE=force setsid ssh-keygen -q -p -f "$1" </dev/null >/dev/null
    rm "$askpass"
}

authority_make() {
    ec_key >"$state/ca.key"
    openssl req -x509 -key "$state/ca.key" -out "$state/ca.pem" -days 3650 \
        -subj '/O=dovesweep lab/CN=dovesweep lab authority' -addext 'keyUsage=critical,keyCertSign,cRLSign'
}

ec_key() {
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256
}

rsa_key() { # BITS
    openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$1"
}

# An authority below the lab's own: clients have to be sent its certificate.
intermediate_make() { # CERTIFICATE KEY
    ec_key >"$2"
    openssl req -new -key "$2" -subj '/O=dovesweep lab/CN=dovesweep lab intermediate' |
        openssl x509 -req -CA "$state/ca.pem" -CAkey "$state/ca.key" -days 3650 -out "$1" \
            -extfile <(printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n')
}

# A certificate of the lab's authority for a DNS name, valid from FROM to UNTIL (as `date -d` reads them). The caller may
# set `issuer` (another authority's files, without their ending), `issuer_location` (where the certificate says that its
# issuer's is to be had), `digest`, `usage` (what for), and `make_key`.
certificate_issue() { # NAME CERTIFICATE KEY [FROM [UNTIL]]
    local name=$1 certificate=$2 key=$3 from=${4:-1 hour ago} until=${5:-90 days} work
    local issuer=${issuer:-$state/ca}
    work=$(mktemp -d "$state/issue.XXXXXX")
    : >"$work/index"
    cat >"$work/ca.conf" <<-END
		[ca]
		default_ca = lab
		[lab]
		rand_serial = yes
		database = $work/index
		new_certs_dir = $work
		certificate = $issuer.pem
		private_key = $issuer.key
		default_md = ${digest:-sha256}
		policy = any
		x509_extensions = server
		[any]
		commonName = supplied
		[server]
		basicConstraints = critical, CA:FALSE
		keyUsage = critical, digitalSignature
		extendedKeyUsage = ${usage:-serverAuth}
		subjectKeyIdentifier = hash
		authorityKeyIdentifier = keyid
		subjectAltName = DNS:$name
		${issuer_location:+authorityInfoAccess = caIssuers;URI:$issuer_location}
	END
    mkdir -p "${certificate%/*}" "${key%/*}"
    ${make_key:-ec_key} >"$work/key"
    openssl req -new -key "$work/key" -out "$work/request" -subj "/CN=$name"
    openssl ca -batch -config "$work/ca.conf" -notext -in "$work/request" -out "$work/certificate" \
        -startdate "$(date -u -d "$from" +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d "$until" +%Y%m%d%H%M%SZ)"
    install -m 0644 "$work/certificate" "$certificate"
    install -m 0600 "$work/key" "$key"
    rm -r "$work"
}

# The SHA-512 crypt of the password on standard input: the form that shadow, passwd-file and SQL all take.
password_hash() {
    openssl passwd -6 -stdin
}

# The same certificate for all hosts of a name; who comes first issues it.
certificate_share() { # NAME
    (
        flock 9
        [ -e "$state/$1.pem" ] || certificate_issue "$1" "$state/$1.pem" "$state/$1.key"
    ) 9>"$state/$1.lock"
    install -m 0644 "$state/$1.pem" "$root/etc/dovecot/private/dovecot.pem"
    install -m 0600 "$state/$1.key" "$root/etc/dovecot/private/dovecot.key"
}
