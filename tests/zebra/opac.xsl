<?xml version="1.0" encoding="UTF-8"?>
<!-- items in 952, as Koha has them, to holdings with circulation -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="http://www.loc.gov/MARC21/slim" exclude-result-prefixes="m">
  <xsl:template match="/m:record">
    <opacRecord>
      <bibliographicRecord><xsl:copy-of select="."/></bibliographicRecord>
      <holdings>
        <xsl:for-each select="m:datafield[@tag='952']">
          <holding>
            <localLocation><xsl:value-of select="m:subfield[@code='a']"/></localLocation>
            <callNumber><xsl:value-of select="m:subfield[@code='o']"/></callNumber>
            <circulations><circulation>
              <availableNow>
                <xsl:attribute name="value"><xsl:choose>
                  <xsl:when test="m:subfield[@code='q']">0</xsl:when>
                  <xsl:otherwise>1</xsl:otherwise>
                </xsl:choose></xsl:attribute>
              </availableNow>
              <availabilityDate><xsl:value-of select="m:subfield[@code='q']"/></availabilityDate>
              <xsl:if test="m:subfield[@code='7']='1'">
                <restrictions>Ödünç verilmez</restrictions>
              </xsl:if>
              <itemId><xsl:value-of select="m:subfield[@code='p']"/></itemId>
              <renewable value="0"/>
              <onHold value="0"/>
            </circulation></circulations>
          </holding>
        </xsl:for-each>
      </holdings>
    </opacRecord>
  </xsl:template>
</xsl:stylesheet>
