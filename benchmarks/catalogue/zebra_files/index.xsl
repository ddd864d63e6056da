<?xml version="1.0" encoding="UTF-8"?>
<!-- The fields that Köprü's index has, from MARCXML. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:z="http://indexdata.com/zebra-2.0" xmlns:m="http://www.loc.gov/MARC21/slim"
    exclude-result-prefixes="m">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="text()"/>
  <xsl:template match="/">
    <xsl:apply-templates select="//m:record"/>
  </xsl:template>
  <xsl:template match="m:record">
    <z:record z:id="{m:controlfield[@tag='001']}">
      <xsl:apply-templates select="m:controlfield|m:datafield"/>
    </z:record>
  </xsl:template>
  <xsl:template match="m:controlfield[@tag='003']">
    <z:index name="library:0"><xsl:value-of select="."/></z:index>
  </xsl:template>
  <xsl:template match="m:controlfield[@tag='008']">
    <z:index name="year:0 year:s"><xsl:value-of select="substring(., 8, 4)"/></z:index>
    <z:index name="language:0"><xsl:value-of select="substring(., 36, 3)"/></z:index>
    <z:index name="kind:0"><xsl:value-of select="substring(../m:leader, 7, 2)"/></z:index>
  </xsl:template>
  <xsl:template match="m:datafield[@tag='020']/m:subfield[@code='a']">
    <z:index name="isbn:w"><xsl:value-of select="translate(substring-before(concat(., ' '), ' '), '-', '')"/></z:index>
  </xsl:template>
  <xsl:template match="m:datafield[@tag='245']">
    <z:index name="title:w title:p any:w">
      <xsl:for-each select="m:subfield[@code='a' or @code='n' or @code='p' or @code='b']">
        <xsl:value-of select="."/><xsl:text> </xsl:text>
      </xsl:for-each>
    </z:index>
    <z:index name="any:w"><xsl:value-of select="m:subfield[@code='c']"/></z:index>
  </xsl:template>
  <xsl:template match="m:datafield[@tag='100' or @tag='700']">
    <z:index name="author:w any:w"><xsl:value-of select="m:subfield[@code='a']"/></z:index>
  </xsl:template>
  <xsl:template match="m:datafield[@tag='260' or @tag='264']">
    <z:index name="any:w">
      <xsl:for-each select="m:subfield">
        <xsl:value-of select="."/><xsl:text> </xsl:text>
      </xsl:for-each>
    </z:index>
  </xsl:template>
  <xsl:template match="m:datafield[@tag='490' or @tag='650']">
    <z:index name="any:w">
      <xsl:for-each select="m:subfield[not(@code='v')]">
        <xsl:value-of select="."/><xsl:text> </xsl:text>
      </xsl:for-each>
    </z:index>
  </xsl:template>
  <xsl:template match="m:datafield">
    <xsl:apply-templates select="m:subfield"/>
  </xsl:template>
</xsl:stylesheet>
