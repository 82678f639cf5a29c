# shellcheck shell=sh
# Leaves behind what environment.list does not name, and sets what is nobody's choice. A POSIX shell reads
# this before it sets anything but `controller`, this folder.
# shellcheck disable=SC2154 # who reads it sets it
for name in $(LC_ALL=C awk '
  /^[^#]/ { gsub(/\*/, ".*"); taken = taken "|" $0 }
  END {
    taken = "^(controller" taken ")$"
    for (name in ENVIRON) if (name ~ /^[A-Za-z_][A-Za-z0-9_]*$/ && name !~ taken) print name
  }' "$controller/environment.list"); do
  unset "$name"
done
# What a PATH such as cron's leaves out, and the lab cannot be made without.
for folder in /usr/local/sbin /usr/sbin /sbin; do
  case :${PATH-}: in *:"$folder":*) ;; *) PATH=${PATH:+$PATH:}$folder ;; esac
done
export PATH LC_ALL=C.UTF-8
umask 022
