# Probe certificate: the certificates that Dovecot serves, the public key of their key, and the files of both.

base_dir
# 2.4.1 prints the file names only in the section.
file_of() {
    setting "ssl_$1"
    case $value in
    "<"*) value=${value#<} ;;
    *)
        setting "ssl_server_$1_file"
        case $value$sections in
        "" | *"  $1_file = "*) value=${value:-$(sections 2>/dev/null | sed -n "s/^  $1_file = //p")} ;;
        esac
        ;;
    esac
    case $value in "" | /*) ;; *) value=$(absolute "$1" "$value") ;; esac
}
# A relative path is relative to the file of the setting (2.3, 2.4).
absolute() {
    main_file
    export name="$1" path="$2"
    place=$(find -L "${main%/*}" -type f -name "*.conf" ! -path "*$feed*" -exec awk '
        BEGIN {
            setting = "^[ \t]*(ssl_" ENVIRON["name"] "[ \t]*=[ \t]*<|(ssl_server_)?" ENVIRON["name"] "_file[ \t]*=)[ \t]*"
        }
        sub(setting, "") { sub(/[ \t\r]+$/, ""); if ($0 == ENVIRON["path"]) print FILENAME }' {} + | sort | tail -n 1)
    case $place in */*) place=${place%/*} ;; *) place=${main%/*} ;; esac
    say "$place/$2"
}
file_of cert
certificate=$value
file_of key
key=$value
file_of alt_cert
alternative=$value
alternative_key=
if [ -n "$alternative" ]; then
    file_of alt_key
    alternative_key=$value
fi
# The directory may belong to another user: only regular files are opened, and only PEM certificates shown.
is_file() { [ ! -e "$1" ] || [ -f "$1" ] || { echo "$1 is not a regular file"; return 1; }; }
chain() {
    is_file "$certificate" && sed -n -e "/^-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/,/^-----END/{" \
        -e "/^[A-Za-z0-9+\/=]*[[:space:]]*$/p" -e "/^-----[A-Z0-9 ]*CERTIFICATE-----[[:space:]]*$/p" -e "}" \
        -- "$certificate"
}
# OpenSSL would read DER too, and Dovecot does not.
public_key() { is_file "$key" && openssl pkey -inform PEM -in "$key" -pubout -passin pass:; }
# What a file holds. A key may follow certificates or parameters.
label() {
    is_file "$1" && [ -r "$1" ] || return 1
    first=$(awk '
        /^-----BEGIN [A-Z0-9 ]*-----/ {
            sub(/^-----BEGIN /, "")
            sub(/-----.*/, "")
            if (first == "" || / KEY$/ && first !~ / KEY$/) first = $0
        }
        END { print first }' "$1")
    # A sequence of ASN.1: short keys have a length of one byte.
    [ -n "$first" ] || case $(head -c 1 -- "$1" | od -An -tx1) in *30) first=DER ;; esac
    say "$first"
}
newer() {
    case $certificate in -*) return ;; esac
    case $key in -*) return ;; esac
    find -L "$certificate" "$key" -newer "$loaded"
}
{
    part certificate-path echo "$certificate"
    part key-path echo "$key"
    if [ -n "$certificate" ]; then
        part certificate-file ls -lL -- "$certificate"
        held=$(part certificate chain)
        say "$held"
        case $held in *-----BEGIN*) ;; *) part certificate-label label "$certificate" ;; esac
        part unloaded newer
    fi
    if [ -n "$key" ]; then
        part key-file ls -lL -- "$key"
        folder=${key%/*}
        above=${folder%/*}
        part key-directories ls -ldL -- "${folder:-/}" "${above:-/}"
        part key public_key
        [ "$status" = 0 ] || part key-label label "$key"
    fi
    if [ -n "$alternative" ]; then
        certificate=$alternative
        part alternative-path echo "$certificate"
        part alternative chain
        if [ -n "$alternative_key" ]; then
            key=$alternative_key
            part alternative-public-key public_key
        fi
    fi
} | scrub
