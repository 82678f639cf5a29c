# shellcheck shell=sh
# Removes what environment.list does not name, and sets what a caller may not choose. A POSIX shell
# sources this before it sets anything but `controller`, this folder.
# shellcheck disable=SC2154 # set by the script that sources this
for name in $(LC_ALL=C awk '
  /^[^#]/ { gsub(/\*/, ".*"); taken = taken "|" $0 }
  END {
    taken = "^(controller" taken ")$"
    for (name in ENVIRON) if (name ~ /^[A-Za-z_][A-Za-z0-9_]*$/ && name !~ taken) print name
  }' "$controller/environment.list"); do
  unset "$name"
done
# Folders that the lab needs and a PATH such as cron's leaves out.
for folder in /usr/local/sbin /usr/sbin /sbin; do
  case :${PATH-}: in *:"$folder":*) ;; *) PATH=${PATH:+$PATH:}$folder ;; esac
done
export PATH LC_ALL=C.UTF-8
umask 022
