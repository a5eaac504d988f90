# Probe account: the path of the mail.

# Without -t the result would be the index directory.
path_of() {
    [ -z "$silent" ] || { maildir; return; }
    place=$(for_imap mailbox path -u "$known_as" -t "$1" INBOX 2>&1)
    status=$?
    outside_chroot "$place"
    return "$status"
}
# Dovecot prints the path inside the chroot.
outside_chroot() {
    setting mail_chroot
    jail=$value
    setting valid_chroot_dirs
    # The userdb may set the chroot, which doveadm does not print.
    [ -z "$value" ] || place=$(field home)
    IFS=:
    for one in $value; do
        if [ -z "$jail" ] && [ -d "$one$place" ] && [ ! -e "$place" ]; then jail=$one; fi
    done
    unset IFS
    case $jail in
    /*) say "$1" | jail=${jail%/} awk '{ print (/^\// ? ENVIRON["jail"] : "") $0 }' ;;
    *) say "$1" ;;
    esac
}
maildir() {
    place=$(field mail)
    [ -n "$place" ] || { setting mail_location && place=$value; }
    case $place in
    maildir:*) place=${place#maildir:} place=${place%%:*} ;;
    "")
        setting mail_driver
        [ "$value" = maildir ] || return
        place=$(field mail_path)
        [ -n "$place" ] || { setting mail_inbox_path && place=$value; }
        [ -n "$place" ] || { setting mail_path && place=$value; }
        ;;
    *) return 1 ;;
    esac
    # The text of a setting, which no shell expands.
    # shellcheck disable=SC2088
    case $place in "~/"*) place=$(field home)/${place#"~/"} ;; esac
    case $place in
    *%*) return 1 ;;
    /*) say "$place" ;;
    *) return 1 ;;
    esac
}
