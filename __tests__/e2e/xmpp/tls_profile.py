"""Compares TLS of a server's ports with Mozilla's intermediate profile, by sslyze.

Standard input: {"address", "domain": the name that certificates must have, "authority": file of the one to trust,
"ports": [[its number, "direct TLS", or whose STARTTLS it speaks: "clients" or "servers"]]}
Standard output: by port, what differs from the profile, by sslyze's names; nothing where nothing does
"""

import json
import sys
from pathlib import Path

from sslyze import (
    CertificateInfoExtraArgument,
    ProtocolWithOpportunisticTlsEnum,
    ScanCommandsExtraArguments,
    Scanner,
    ServerNetworkConfiguration,
    ServerNetworkLocation,
    ServerScanRequest,
)
from sslyze.mozilla_tls_profile.tls_config_checker import (
    SCAN_COMMANDS_NEEDED_BY_MOZILLA_CHECKER,
    MozillaTlsConfiguration,
    ServerNotCompliantWithTlsConfiguration,
    TlsConfigurationEnum,
    check_server_against_tls_configuration,
)

STARTTLS = {
    "clients": ProtocolWithOpportunisticTlsEnum.XMPP,
    "servers": ProtocolWithOpportunisticTlsEnum.XMPP_SERVER,
}
INTERMEDIATE = MozillaTlsConfiguration.get(TlsConfigurationEnum.MOZILLA_INTERMEDIATE)


def request(task, port, way):
    domain, starttls = task["domain"], STARTTLS.get(way)
    return ServerScanRequest(
        server_location=ServerNetworkLocation(domain, port, task["address"]),
        network_configuration=ServerNetworkConfiguration(
            tls_server_name_indication=domain,
            tls_opportunistic_encryption=starttls,
            xmpp_to_hostname=domain if starttls else None,
        ),
        scan_commands=SCAN_COMMANDS_NEEDED_BY_MOZILLA_CHECKER,
        scan_commands_extra_arguments=ScanCommandsExtraArguments(
            certificate_info=CertificateInfoExtraArgument(custom_ca_file=Path(task["authority"])),
        ),
    )


def issues(result):
    """Raises ServerScanResultIncomplete where the port could not be looked at."""
    try:
        check_server_against_tls_configuration(result, INTERMEDIATE)
    except ServerNotCompliantWithTlsConfiguration as difference:
        return difference.issues
    return {}


def main():
    task = json.load(sys.stdin)
    scanner = Scanner(concurrent_server_scans_limit=len(task["ports"]))
    scanner.queue_scans([request(task, *port) for port in task["ports"]])
    print(json.dumps({result.server_location.port: issues(result) for result in scanner.get_results()}))


main()
