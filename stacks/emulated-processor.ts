/**
 * Changes libvirt's definition of an emulated machine: its processor is without CX16. QEMU 7.2, which
 * Debian 12 has, spoils the flags after that instruction, and Linux 6.12, which uses it to allocate
 * memory, panics within two minutes.
 * @see https://libvirt.org/formatdomain.html#cpu-model-and-topology
 */
export const emulatedProcessor = `<?xml version="1.0"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output omit-xml-declaration="yes" indent="yes"/>
  <xsl:template match="node()|@*">
    <xsl:copy><xsl:apply-templates select="node()|@*"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/domain/cpu"/>
  <xsl:template match="/domain/os">
    <xsl:copy><xsl:apply-templates select="node()|@*"/></xsl:copy>
    <cpu mode="custom" match="exact" check="none">
      <model fallback="forbid">qemu64</model>
      <feature policy="disable" name="cx16"/>
    </cpu>
  </xsl:template>
</xsl:stylesheet>
`;
