<#ftl output_format="plainText" strip_whitespace=true>
<#include "functions.ftlh">
<#include "markdown.ftl">
# ${md(title)}

<#list report.differences as d>
- ${md(d.verdict)}<#if d.probabilities?has_content> ${md(d.probabilities)}</#if>
</#list>
<#list report.notes as note>
- ${md(note)}
</#list>

| arm | train ${errorName} | test ${errorName} | deviation | gap |<#if numbers> test MAE |<#else> test loss |</#if> best epoch |
|---|--:|--:|--:|--:|--:|--:|
<#list report.arms as arm>
| ${md(arm.name)} | ${error(mean(arm.runs?map(r -> r.train.error())))} | **${error(arm.testError())}** | <#if (arm.runs?size > 1)>${difference(arm.testErrorDeviation())}<#else>-</#if> | ${difference(mean(arm.runs?map(r -> r.gap)))} | <#if numbers>${error(mean(arm.runs?map(r -> r.test.mae)))}<#else>${mean(arm.runs?map(r -> r.test.loss))?string("0.0000")}</#if> | ${mean(arm.runs?map(r -> r.bestEpoch))?string("0.#")} |
</#list>

| arm | less the ${errorName} of | difference | interval over ${over} |<#if splits == 1> sign-flip p |<#if !numbers> interval over test rows |</#if></#if>
|---|---|--:|--:|<#if splits == 1>--:|<#if !numbers>--:|</#if></#if>
<#list report.differences as d><#assign by = d.byRun()>
| ${md(d.arm)} | ${md(d.baseline)} | **${difference(by.interval().mean())}** | <#if (by.differences()?size > 1)>${difference(by.interval().low())} to ${difference(by.interval().high())}<#else>-</#if> |<#if splits == 1> ${signFlip(d.bySeed.signFlip)} |<#if !numbers> <#if (d.byRow.rows > 1)>${difference(d.byRow.interval().low())} to ${difference(d.byRow.interval().high())}<#else>-</#if> |</#if></#if>
</#list>

<#if numbers>Errors, deviations and differences are in the units of the label.<#else>Deviations, gaps and differences are in points.</#if> Means over <#if (runs?size > 1)>the seeds<#else>the seed</#if> <#list report.seeds as seed>${seed?c}<#sep>, </#list>; <#if (splits > 1)>on the first of ${splits} splits </#if>trained on ${first.train.rows?string(",##0")} rows, measured with nothing dropped on ${first.test.rows?string(",##0")} test rows. Always answering with the <#if numbers>mean label<#else>largest class</#if> of the training rows gives ${error(report.constantAnswer)}. A difference is claimed only if <#if splits == 1>two intervals lie on the same side of 0: that over the seeds, and that over the test rows<#else>the interval over the splits lies on one side of 0. It is that of the corrected resampled t-test (Nadeau and Bengio 2003)</#if>.
