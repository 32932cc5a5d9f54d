package org.sparkdropout.page;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Fills a template; numbers are written the same in every locale, and text is escaped. */
public final class Page {
  private Page() {}

  /**
   * Makes a page.
   *
   * @param home a class in the template's package
   * @param template its file name
   * @param model what the template names
   * @return HTML
   * @throws IOException if the template is not in the jar
   */
  public static String html(Class<?> home, String template, Map<String, Object> model)
      throws IOException {
    StringWriter page = new StringWriter();
    try {
      templates(home).getTemplate(template).process(model, page);
    } catch (TemplateException wrong) {
      throw new IllegalStateException("The template " + template + " is wrong", wrong);
    }
    return page.toString();
  }

  private static Configuration templates(Class<?> home) {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(home, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
    templates.setLocale(Locale.ROOT);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    DefaultObjectWrapperBuilder wrapper =
        new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34);
    templates.setObjectWrapper(wrapper.build());
    return templates;
  }
}
