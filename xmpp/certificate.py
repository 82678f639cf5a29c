"""What a connection shows of whom it leads to."""

import ssl
import time


def certificate(account, connection):
    """What a verified TLS connection shows. Raises ConnectionError when its certificate expires soon."""
    shown = connection.getpeercert()
    days = int((ssl.cert_time_to_seconds(shown["notAfter"]) - time.time()) / 86400)
    what = f"certificate by {common_name(shown['issuer'])} for {days} days more"
    if days < account.certificate_days:
        raise ConnectionError(what)
    return f"{connection.version()}, {what}"


def common_name(name):
    return dict(pair for part in name for pair in part)["commonName"]
