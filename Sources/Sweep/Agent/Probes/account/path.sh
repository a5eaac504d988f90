# Probe account: the path of the mail.

# Without -t the result would be the index directory.
path_of() {
    [ -z "$silent" ] || { maildir; return; }
    place=$(for_imap mailbox path -u "$known_as" -t "$1" INBOX 2>&1)
    status=$?
    say "$place" | outside_chroot
    return "$status"
}
# Dovecot prints the path inside the chroot.
outside_chroot() {
    setting mail_chroot
    jail=$value
    setting valid_chroot_dirs
    place=$(field home)
    # The userdb may set the chroot, which doveadm does not print.
    for one in $(say "$value" | tr ":" " "); do
        if [ -z "$jail" ] && [ -d "$one$place" ] && [ ! -e "$place" ]; then jail=$one; fi
    done
    case $jail in
    /*) jail=${jail%/} awk '{ print (/^\// ? ENVIRON["jail"] : "") $0 }' ;;
    *) cat ;;
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
