<#ftl output_format="plainText" strip_whitespace=true>
<#-- Text from outside: no markup, and no end of a cell. -->
<#function md text><#return text?replace("\\s+", " ", "r")?replace("([\\\\`*_{}\\[\\]<>|#~&])", "\\\\$1", "r")></#function>
