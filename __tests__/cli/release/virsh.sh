#!/bin/bash
# A virsh whose pool is a folder, and whose volumes hold a word. Usage: virsh.sh FOLDER virsh --quiet --connect URI COMMAND...
# FOLDER/log gets the commands that change something; that whose number is in FOLDER/dies is cut short.
set -euo pipefail
folder=$1
shift 5
pool=$folder/pool

# Notes a command that changes something. One that is cut short leaves half of what it makes.
change() {
  echo "$*" >> "$folder/log"
  mapfile -t done < "$folder/log"
  if [ -e "$folder/dies" ] && [ "${#done[@]}" = "$(< "$folder/dies")" ]; then
    if [ "$1" = clone ]; then echo half > "$pool/$3"; fi
    exit 1
  fi
}

case $1 in
  pool-list) echo stand ;;
  pool-refresh) ;;
  pool-info) echo "Available: $((5000 * 2 ** 20))" ;;
  vol-list) for volume in "$pool"/*; do echo " ${volume##*/}   $volume"; done ;;
  vol-info)
    word=$(< "$pool/$5")
    printf 'Capacity: %s bytes\nAllocation: %s bytes\n' "${#word}" $((3 * 2 ** 20))
    ;;
  vol-clone)
    # libvirt writes over none.
    if [ -e "$pool/$5" ]; then exit 1; fi
    change clone "$4" "$5"
    echo "$(< "$pool/$4")" > "$pool/$5"
    ;;
  vol-delete)
    change delete "$4"
    rm "$pool/$4"
    ;;
  *) exit 1 ;;
esac
