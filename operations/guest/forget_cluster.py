"""Deletes from etcd what Patroni knows of the cluster: the next member that starts becomes its first.

All members must be stopped.
"""

from patroni import patronictl, setting

scope = setting("scope")
patronictl("remove", scope, standard_input=f"{scope}\nYes I am aware\n")
print("null")
